package io.gristmill.format.card;

import io.gristmill.check.Require;
import io.gristmill.format.Column;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that a card says about a data set.
 *
 * @param name of the data set
 * @param version of the data set
 * @param fingerprint of the settings and inputs that made it
 * @param gristmillVersion version of the program
 * @param rows examples in the data set, before formats skip any
 * @param files what was written, at least one; of a format all splits, in this order
 * @param stages the stages in the order in which they ran
 * @param sources examples by the source that the data names; the empty name is "unnamed"
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
   * @param path pattern relative to the card, for example <code>alpaca/train/*.parquet</code>; the
   *     ending tells the loader what they are, and it knows one kind for a whole data set
   * @param rows rows in them, after skips
   */
  public record Files(String format, String split, String path, List<Column> columns, long rows) {
    public Files {
      Require.that(SPLIT.matcher(split).matches(), "split \"%s\" is no split name", split);
      Require.that(!path.isBlank(), "path of %s %s must not be blank", format, split);
      columns = List.copyOf(columns);
    }

    /** What follows the last dot of the path. */
    String extension() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /**
   * What one stage did.
   *
   * @param dropped rows by the rule that dropped them
   */
  public record Stage(String name, long read, long kept, SortedMap<String, Long> dropped) {
    public Stage {
      dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    }

    /** All drops. */
    public long totalDropped() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  public DataSetFacts {
    Require.that(rows >= 0, "rows must not be negative, was %d", rows);
    Require.that(!files.isEmpty(), "a data set has at least one format");
    List<String> extensions = files.stream().map(Files::extension).distinct().toList();
    Require.that(
        extensions.size() == 1, "one data set cannot hold files of endings %s", extensions);
    files = List.copyOf(files);
    stages = List.copyOf(stages);
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  /** The formats, each once, in the order of {@link #files}. */
  public List<String> formats() {
    return files.stream().map(Files::format).distinct().toList();
  }
}
