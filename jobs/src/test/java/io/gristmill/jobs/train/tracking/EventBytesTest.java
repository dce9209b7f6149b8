package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares event files byte by byte with those of TensorBoard's Python package, written by
 * make_events.py.
 */
class EventBytesTest {

  @TempDir private Path directory;

  private static byte[] fixture() {
    try (InputStream in =
        Objects.requireNonNull(
            EventBytesTest.class.getResourceAsStream("/tensorboard/events.json"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void filesAreThoseOfThePythonPackage() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(fixture()).path("cases");
    assertThat(cases).isNotEmpty();
    for (JsonNode one : cases) {
      Path file = directory.resolve(one.path("name").asText());
      try (AppendFile records = new AppendFile(file, 0)) {
        for (JsonNode event : one.path("events")) {
          records.add(TfRecord.of(bytes(event)));
        }
      }
      assertThat(Files.readAllBytes(file))
          .as(one.path("name").asText())
          .isEqualTo(Base64.getDecoder().decode(one.path("file").asText()));
    }
  }

  private static byte[] bytes(JsonNode event) {
    double seconds = event.path("seconds").asDouble();
    long step = event.path("step").asLong();
    return switch (event.path("kind").asText()) {
      case "version" -> Events.version(seconds);
      case "start" -> Events.start(seconds, step);
      case "scalars" -> Events.scalars(seconds, step, values(event.path("values")));
      case "text" ->
          Events.text(seconds, step, event.path("tag").asText(), event.path("text").asText());
      default -> throw new IllegalArgumentException(event.toString());
    };
  }

  private static Map<String, Double> values(JsonNode object) {
    Map<String, Double> values = new LinkedHashMap<>();
    object.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asDouble()));
    return values;
  }
}
