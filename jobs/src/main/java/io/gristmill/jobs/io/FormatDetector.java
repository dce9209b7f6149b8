package io.gristmill.jobs.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.UserException;
import io.gristmill.record.parse.RecordParser;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Detects the format of a file from its first decompressed bytes; the file name is used only if
 * these are ambiguous.
 */
final class FormatDetector {

  private static final String DELIMITERS = ",\t;|";
  private static final int PRINTED_BYTES = 40;

  private final String path;
  private final String name;
  private final byte[] head;
  private final String text;
  private final List<String> lines;

  /**
   * @param path the path of the file, for messages
   * @param head its first bytes, decompressed
   * @param whole whether these are all bytes of the file
   */
  FormatDetector(String path, byte[] head, boolean whole) {
    this.path = path;
    this.name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|gzip|zst|zstd|bz2)$", "");
    this.head = head;
    String decoded = Utf8.lenient(head);
    this.text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    List<String> all = text.lines().filter(line -> !line.isBlank()).toList();
    // The last line of a longer file may be incomplete.
    this.lines = whole || all.size() < 2 ? all : all.subList(0, all.size() - 1);
  }

  /** The format of the file; throws a {@link UserException} with the reason if it is unknown. */
  FileFormat detect() {
    String unsupported = UnsupportedFormat.describe(head);
    if (unsupported != null) {
      throw unknown(unsupported);
    }
    if (Compression.startsWith(head, "PAR1")) {
      return FileFormat.PARQUET;
    }
    if (lines.isEmpty()) {
      return byName();
    }
    char first = text.stripLeading().charAt(0);
    if (first == '[') {
      return FileFormat.JSON;
    }
    return first == '{' ? objects() : otherText();
  }

  /** The format of an empty file, by its name. */
  private FileFormat byName() {
    return nameEnds(".csv")
        ? FileFormat.CSV
        : nameEnds(".tsv")
            ? FileFormat.TSV
            : nameEnds(".json") ? FileFormat.JSON : FileFormat.JSONL;
  }

  /**
   * Objects: JSON lines, unless the object of the first line continues on the next. For a single
   * line the name decides.
   */
  private FileFormat objects() {
    if (lines.size() == 1 && nameEnds(".json")) {
      return FileFormat.JSON;
    }
    boolean open = parse(lines.get(0)) == null && leavesOpen(lines.get(0));
    boolean nextStartsAnew = lines.size() > 1 && lines.get(1).startsWith("{");
    return open && !nextStartsAnew && lines.size() > 1 ? FileFormat.JSON : FileFormat.JSONL;
  }

  private FileFormat otherText() {
    if (lines.stream().anyMatch(FormatDetector::isObject)) {
      return FileFormat.JSONL;
    }
    boolean named = nameEnds(".jsonl") || nameEnds(".ndjson") || nameEnds(".json");
    if (named && parse(lines.get(0)) != null) {
      return nameEnds(".json") ? FileFormat.JSON : FileFormat.JSONL;
    }
    if (named) {
      throw unknown("the file name suggests JSON, but none of the first lines is a JSON object");
    }
    if (text.indexOf('\0') >= 0) {
      throw unknown("unknown binary data");
    }
    return delimited();
  }

  private FileFormat delimited() {
    if (nameEnds(".tsv") || nameEnds(".tab")) {
      return FileFormat.TSV;
    }
    char delimiter = delimiter(InputConfig.DETECT_DELIMITER, FileFormat.CSV);
    List<String> header = CsvSpans.parse(lines.get(0), delimiter, '"');
    boolean usual = header.stream().map(String::strip).anyMatch(RecordParser::isUsualName);
    if (nameEnds(".csv") || (header.size() > 1 && usual)) {
      return delimiter == '\t' ? FileFormat.TSV : FileFormat.CSV;
    }
    throw unknown("the text is not JSON and has no header with an instruction or output column");
  }

  /**
   * The delimiter of delimited text: the configured one, else a tab for TSV, else the most frequent
   * one in the header.
   */
  char delimiter(char set, FileFormat format) {
    if (set != InputConfig.DETECT_DELIMITER || !format.isDelimited()) {
      return format.isDelimited() ? set : 0;
    }
    char best = format == FileFormat.TSV ? '\t' : ',';
    long most = 0;
    String header = lines.isEmpty() ? "" : lines.get(0).replaceAll("\"[^\"]*\"", "");
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char candidate = DELIMITERS.charAt(i);
      long count = header.chars().filter(c -> c == candidate).count();
      if (count > most && format == FileFormat.CSV) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  /** Whether the first record is a row of the Gristmill table {@code examples}. */
  boolean isTable() {
    JsonNode first = lines.isEmpty() ? null : parse(lines.get(0));
    return first != null && RecordParser.isTableRow(first);
  }

  private boolean nameEnds(String ending) {
    return name.endsWith(ending);
  }

  private static boolean isObject(String line) {
    JsonNode node = line.stripLeading().startsWith("{") ? parse(line) : null;
    return node != null && node.isObject();
  }

  private static @Nullable JsonNode parse(String line) {
    try {
      return JsonValueParser.parse(line);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Whether a line ends inside brackets and outside a string. */
  private static boolean leavesOpen(String line) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (!inString && (c == '{' || c == '[')) {
        depth++;
      } else if (!inString && (c == '}' || c == ']')) {
        depth--;
      }
    }
    return depth > 0 && !inString;
  }

  private UserException unknown(String found) {
    return InputErrors.unknownFormat(path, found, UnsupportedFormat.printable(head, PRINTED_BYTES));
  }
}
