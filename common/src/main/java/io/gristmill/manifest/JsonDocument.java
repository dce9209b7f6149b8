package io.gristmill.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads and writes JSON documents: indented, keys in declared order, nulls omitted. */
public final class JsonDocument {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private JsonDocument() {}

  /** The document as JSON with a final newline. */
  public static String write(Object document) {
    try {
      return MAPPER.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + document.getClass(), e);
    }
  }

  /**
   * Parses a document of {@link #write}. Unknown keys are ignored, so that older versions can read
   * newer files.
   *
   * @throws IllegalArgumentException if the text is not such a document
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      T document = MAPPER.readValue(text, type);
      if (document == null) {
        throw new IllegalArgumentException("not a valid " + type.getSimpleName() + ": null");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a valid " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }
}
