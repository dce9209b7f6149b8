package io.gristmill.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The project's way of writing JSON documents: indented, keys in declared order, nothing null. */
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

  /** The document with a final newline. */
  public static String write(Object document) {
    try {
      return MAPPER.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not representable as JSON: " + document.getClass(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote; unknown keys are ignored, so that older programs read newer
   * files.
   *
   * @throws IllegalArgumentException when the text is no such document
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      T document = MAPPER.readValue(text, type);
      if (document == null) {
        throw new IllegalArgumentException("no " + type.getSimpleName() + ": null");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }
}
