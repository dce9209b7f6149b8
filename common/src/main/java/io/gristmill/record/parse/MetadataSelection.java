package io.gristmill.record.parse;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Which other fields of a record to keep as metadata.
 *
 * @param all whether to keep every scalar of at most {@link #SMALL} characters
 * @param listed names or dotted paths to keep, of any size; lists and objects are kept as JSON
 */
public record MetadataSelection(boolean all, List<String> listed) implements Serializable {

  /** Maximum length of an unlisted text (UTF-16 units). */
  static final int SMALL = 8192;

  public MetadataSelection {
    listed = List.copyOf(listed);
  }

  /** Parses {@code all}, {@code none} or comma-separated names. */
  public static MetadataSelection of(String text) {
    return switch (text.strip()) {
      case "all" -> new MetadataSelection(true, List.of());
      case "none", "" -> new MetadataSelection(false, List.of());
      default ->
          new MetadataSelection(
              false,
              Arrays.stream(text.split(","))
                  .map(String::strip)
                  .filter(name -> !name.isEmpty())
                  .toList());
    };
  }
}
