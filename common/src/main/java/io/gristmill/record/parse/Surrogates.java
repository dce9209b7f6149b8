package io.gristmill.record.parse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds unpaired surrogates, which JSON escapes can contain but UTF-8 cannot encode. */
final class Surrogates {

  private Surrogates() {}

  /** Describes the first one in any name or text of the tree; null if there is none. */
  static @Nullable String firstUnpaired(JsonNode node, String name) {
    if (node.isTextual()) {
      return describe(node.textValue(), name);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String description = describe(field.getKey(), name + " (a name)");
      description =
          description == null ? firstUnpaired(field.getValue(), field.getKey()) : description;
      if (description != null) {
        return description;
      }
    }
    return node.isArray() ? inList(node, name) : null;
  }

  private static @Nullable String inList(JsonNode list, String name) {
    for (JsonNode element : list) {
      String description = firstUnpaired(element, name);
      if (description != null) {
        return description;
      }
    }
    return null;
  }

  private static @Nullable String describe(String text, String name) {
    int at = unpairedAt(text);
    return at < 0
        ? null
        : "field \"%s\" has the unpaired surrogate U+%04X at character %d"
            .formatted(name, (int) text.charAt(at), at);
  }

  private static int unpairedAt(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
