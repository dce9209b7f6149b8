package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes tensors to files of a maximum size, with an index if there are several. */
final class ShardedWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ShardedWriter() {}

  static void write(Path directory, Map<String, Tensor> tensors, DType type, long shardBytes)
      throws IOException {
    List<Map<String, Tensor>> shards = split(tensors, type, shardBytes);
    if (shards.size() == 1) {
      SafetensorsWriter.write(directory.resolve(WeightFiles.SINGLE), tensors, type);
      Files.deleteIfExists(directory.resolve(WeightFiles.INDEX));
      return;
    }
    ObjectNode index = JSON.createObjectNode();
    ObjectNode weightMap = JSON.createObjectNode();
    long total = 0;
    for (int i = 0; i < shards.size(); i++) {
      String name =
          String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
      SafetensorsWriter.write(directory.resolve(name), shards.get(i), type);
      for (Map.Entry<String, Tensor> named : shards.get(i).entrySet()) {
        weightMap.put(named.getKey(), name);
        total += SafetensorsWriter.bytes(named.getValue(), type);
      }
    }
    index.putObject("metadata").put("total_size", total);
    index.set("weight_map", weightMap);
    Files.writeString(
        directory.resolve(WeightFiles.INDEX),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(index) + "\n");
  }

  private static List<Map<String, Tensor>> split(
      Map<String, Tensor> tensors, DType type, long shardBytes) {
    List<Map<String, Tensor>> shards = new ArrayList<>();
    long shardSize = Long.MAX_VALUE;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      long bytes = SafetensorsWriter.bytes(named.getValue(), type);
      if (shardSize > shardBytes - bytes) {
        shards.add(new LinkedHashMap<>());
        shardSize = 0;
      }
      shards.get(shards.size() - 1).put(named.getKey(), named.getValue());
      shardSize += bytes;
    }
    return shards;
  }
}
