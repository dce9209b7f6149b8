package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The open weight files of a model directory: a single one, or shards with an index. */
final class WeightFiles implements AutoCloseable {

  static final String SINGLE = "model.safetensors";
  static final String INDEX = "model.safetensors.index.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<SafetensorsFile> open = new ArrayList<>();
  private final Map<String, SafetensorsFile> files = new TreeMap<>();

  private WeightFiles() {}

  static WeightFiles open(Path directory) throws IOException {
    WeightFiles files = new WeightFiles();
    try {
      if (Files.exists(directory.resolve(INDEX))) {
        files.openIndexed(directory);
      } else {
        files.add(directory.resolve(SINGLE));
      }
      return files;
    } catch (NoSuchFileException missing) {
      files.close();
      throw new UserException(
          ExitCode.INPUT,
          missing.getFile() + " is missing; weights must be in safetensors files",
          missing);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private void openIndexed(Path directory) throws IOException {
    Path index = directory.resolve(INDEX);
    JsonNode weightMap = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
    Set<String> shards = new TreeSet<>();
    weightMap.forEach(shard -> shards.add(shard.asText()));
    for (String shard : shards) {
      if (!Path.of(shard).getFileName().toString().equals(shard)) {
        throw new UserException(
            ExitCode.INPUT, index + ": shards must be file names without a path, was " + shard);
      }
      add(directory.resolve(shard));
    }
    Set<String> promised = new TreeSet<>();
    weightMap.fieldNames().forEachRemaining(promised::add);
    promised.removeAll(files.keySet());
    if (!promised.isEmpty() || shards.isEmpty()) {
      throw new UserException(
          ExitCode.INPUT, index + ": no shard has " + (promised.isEmpty() ? "a tensor" : promised));
    }
  }

  private void add(Path path) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(path);
    open.add(file);
    for (String name : file.names()) {
      if (files.put(name, file) != null) {
        throw new UserException(
            ExitCode.INPUT, path + ": tensor \"" + name + "\" is also in another shard");
      }
    }
  }

  Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  SafetensorsFile file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  @Override
  public void close() throws IOException {
    for (SafetensorsFile file : open) {
      file.close();
    }
  }
}
