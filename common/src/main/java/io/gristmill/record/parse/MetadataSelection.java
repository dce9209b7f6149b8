package io.gristmill.record.parse;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Which further fields of a record are kept as metadata.
 *
 * @param all every scalar of at most {@link #SMALL} characters
 * @param listed names or dotted paths kept besides, of any size; lists and objects as JSON
 */
public record MetadataSelection(boolean all, List<String> listed) implements Serializable {

  /** Longest text, in UTF-16 units, that is kept without being listed. */
  static final int SMALL = 8192;

  public MetadataSelection {
    listed = List.copyOf(listed);
  }

  /** Reads {@code all}, {@code none} or names separated by commas. */
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
