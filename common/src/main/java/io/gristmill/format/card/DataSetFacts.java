package io.gristmill.format.card;

import io.gristmill.check.Require;
import io.gristmill.format.Column;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The contents of a data set card.
 *
 * @param name name of the data set
 * @param version version of the data set
 * @param fingerprint hash of the settings and inputs
 * @param gristmillVersion version of Gristmill
 * @param rows number of examples, including those that some formats skip
 * @param files the written files, at least one entry; all splits of a format are adjacent
 * @param stages the stages in the order of execution
 * @param sources number of examples by source; an empty source is shown as "(unnamed)"
 * @param card license, languages and tags from the settings
 */
public record DataSetFacts(
    String name,
    String version,
    String fingerprint,
    String gristmillVersion,
    long rows,
    List<Files> files,
    List<Stage> stages,
    SortedMap<String, Long> sources,
    CardConfig card) {

  private static final Pattern SPLIT = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");

  /**
   * The files of one format and split.
   *
   * @param split for example {@code train}; letters, digits, underscores and inner dots
   * @param path glob pattern relative to the card, for example <code>alpaca/train/*.parquet</code>;
   *     the loader derives the file format from the extension and allows only one per data set
   * @param rows number of rows, without skipped examples
   */
  public record Files(String format, String split, String path, List<Column> columns, long rows) {
    public Files {
      Require.that(SPLIT.matcher(split).matches(), "split \"%s\" is not a valid split name", split);
      Require.that(!path.isBlank(), "path of %s %s must not be blank", format, split);
      columns = List.copyOf(columns);
    }

    /** The file extension: the part of the path after the last dot. */
    String extension() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /**
   * The counts of one stage.
   *
   * @param dropped number of dropped rows by rule
   */
  public record Stage(String name, long read, long kept, SortedMap<String, Long> dropped) {
    public Stage {
      dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    }

    /** Total number of dropped rows. */
    public long totalDropped() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  public DataSetFacts {
    Require.that(rows >= 0, "rows must not be negative, was %d", rows);
    Require.that(!files.isEmpty(), "a data set has at least one format");
    List<String> extensions = files.stream().map(Files::extension).distinct().toList();
    Require.that(
        extensions.size() == 1, "one data set cannot hold files of extensions %s", extensions);
    files = List.copyOf(files);
    stages = List.copyOf(stages);
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  /** The distinct formats, in the order of {@link #files}. */
  public List<String> formats() {
    return files.stream().map(Files::format).distinct().toList();
  }
}
