package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parses and checks the JSON header of a safetensors file before any tensor is read. The tensors
 * must cover the data of the file exactly, without gaps and overlaps.
 */
final class SafetensorsHeader {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final String path;

  private SafetensorsHeader(String path) {
    this.path = path;
  }

  /**
   * A tensor in the header.
   *
   * @param begin offset of its first byte from the end of the header
   * @param end offset after its last byte
   */
  record Entry(String name, DType dtype, Shape shape, long begin, long end) {

    long bytes() {
      return end - begin;
    }
  }

  /**
   * Parses a header.
   *
   * @param data number of bytes of the file after the header
   * @throws UserException naming the file, the tensor and the fault
   */
  static Map<String, Entry> parse(String path, byte[] header, long data) {
    SafetensorsHeader parser = new SafetensorsHeader(path);
    Map<String, Entry> entries = parser.entries(parser.json(header));
    parser.checkCoverage(entries, data);
    return entries;
  }

  private JsonNode json(byte[] header) {
    try {
      JsonNode json = JSON.readTree(header);
      if (json == null || !json.isObject()) {
        throw invalid("the header is not a JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw invalid("the header is not valid JSON: " + e.getOriginalMessage());
    } catch (java.io.IOException e) {
      throw invalid("the header is not valid UTF-8");
    }
  }

  private Map<String, Entry> entries(JsonNode json) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    json.fields()
        .forEachRemaining(
            field -> {
              if (!field.getKey().equals("__metadata__")) {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
              }
            });
    return entries;
  }

  private Entry entry(String name, JsonNode json) {
    JsonNode offsets = json.path("data_offsets");
    if (offsets.size() != 2
        || !offsets.path(0).canConvertToLong()
        || !offsets.path(1).canConvertToLong()) {
      throw invalid("tensor \"%s\" must have two data_offsets", name);
    }
    Entry entry =
        new Entry(
            name,
            dtype(name, json.path("dtype").asText()),
            shape(name, json.path("shape")),
            offsets.path(0).longValue(),
            offsets.path(1).longValue());
    // No overflow: shape() has checked it.
    long expected = entry.shape().elements() * entry.dtype().bytes();
    if (entry.begin() < 0 || entry.bytes() != expected) {
      throw invalid(
          "tensor \"%s\" of %s %s needs %d bytes, its offsets [%d, %d) hold %d",
          name, entry.dtype(), entry.shape(), expected, entry.begin(), entry.end(), entry.bytes());
    }
    return entry;
  }

  private DType dtype(String name, String type) {
    return DType.ofFileName(type)
        .orElseThrow(() -> invalid("tensor \"%s\" has the unknown type \"%s\"", name, type));
  }

  private Shape shape(String name, JsonNode json) {
    List<Long> sizes = new ArrayList<>();
    if (!json.isArray()) {
      throw invalid("tensor \"%s\" has no shape", name);
    }
    for (JsonNode size : json) {
      if (!size.isIntegralNumber() || !size.canConvertToLong()) {
        throw invalid("tensor \"%s\" has shape %s", name, json);
      }
      sizes.add(size.longValue());
    }
    try {
      Shape shape = new Shape(sizes);
      Math.multiplyExact(shape.elements(), (long) DType.F64.bytes());
      return shape;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalid("tensor \"%s\" has shape %s", name, json);
    }
  }

  private void checkCoverage(Map<String, Entry> entries, long data) {
    long at = 0;
    List<Entry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    for (Entry entry : ordered) {
      if (entry.begin() != at) {
        throw invalid(
            "tensor \"%s\" begins at %d, but the tensor before it ends at %d",
            entry.name(), entry.begin(), at);
      }
      at = entry.end();
    }
    if (at != data) {
      throw invalid("its tensors have %d bytes, but the file has %d", at, data);
    }
  }

  private UserException invalid(String message, Object... values) {
    return new UserException(
        ExitCode.INPUT, path + ": " + String.format(Locale.ROOT, message, values));
  }
}
