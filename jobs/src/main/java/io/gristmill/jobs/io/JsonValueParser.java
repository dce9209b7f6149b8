package io.gristmill.jobs.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * Parses one JSON value. Trailing tokens are an error, the last of duplicate keys wins, and the
 * length of texts is not limited.
 */
public final class JsonValueParser {

  private static final int MAX_NUMBER_LENGTH = 1 << 16;
  private static final ObjectReader READER = reader();

  private JsonValueParser() {}

  public static JsonNode parse(String text) throws JsonProcessingException {
    return READER.readTree(text);
  }

  private static ObjectReader reader() {
    StreamReadConstraints anyLength =
        StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(MAX_NUMBER_LENGTH)
            .build();
    return new ObjectMapper(JsonFactory.builder().streamReadConstraints(anyLength).build())
        .readerFor(JsonNode.class)
        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }
}
