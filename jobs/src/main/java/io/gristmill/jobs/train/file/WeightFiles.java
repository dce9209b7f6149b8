package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The weight files of a model directory: a single one, or shards with an index. Older files omit
 * the prefix of the base model ({@code transformer.}, {@code model.}) and contain tensors that are
 * computed, such as attention masks.
 */
final class WeightFiles implements AutoCloseable {

  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final Pattern COMPUTED =
      Pattern.compile(".*\\.(attn\\.(bias|masked_bias)|rotary_emb\\.inv_freq)");
  private static final Pattern PREFIX = Pattern.compile("^(transformer|model)\\.");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final List<SafetensorsFile> open = new ArrayList<>();
  private final Map<String, SafetensorsFile> files = new TreeMap<>();

  private WeightFiles(Path directory) {
    this.directory = directory;
  }

  static WeightFiles open(Path directory) throws IOException {
    WeightFiles files = new WeightFiles(directory);
    try {
      if (Files.exists(directory.resolve(INDEX))) {
        files.openIndexed();
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

  private void openIndexed() throws IOException {
    Path index = directory.resolve(INDEX);
    JsonNode weightMap = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
    Set<String> shards = new TreeSet<>();
    weightMap.forEach(shard -> shards.add(shard.asText()));
    for (String shard : shards) {
      if (!Path.of(shard).getFileName().toString().equals(shard)) {
        throw invalid(index + ": shards must be file names without a path, was " + shard);
      }
      add(directory.resolve(shard));
    }
    Set<String> promised = new TreeSet<>();
    weightMap.fieldNames().forEachRemaining(promised::add);
    promised.removeAll(files.keySet());
    if (!promised.isEmpty() || shards.isEmpty()) {
      throw invalid(index + ": no shard has " + (promised.isEmpty() ? "a tensor" : promised));
    }
  }

  private void add(Path path) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(path);
    open.add(file);
    for (String name : file.names()) {
      if (files.put(name, file) != null) {
        throw invalid(path + ": tensor \"" + name + "\" is also in another shard");
      }
    }
  }

  private static UserException invalid(String message) {
    return new UserException(ExitCode.INPUT, message);
  }

  /**
   * Reads the parameters of a model as F32, in their order.
   *
   * @throws UserException naming tensors that are missing, unknown or of a wrong shape
   */
  List<Tensor> read(Scope scope, TransformerConfig config, List<Parameter> parameters)
      throws IOException {
    List<String> names = resolve(config, parameters);
    List<Tensor> weights = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      SafetensorsFile file = Objects.requireNonNull(files.get(names.get(i)));
      weights.add(file.readFloats(scope, names.get(i), parameters.get(i).shape()));
    }
    return weights;
  }

  /** The names of the tensors in the files, in the order of the parameters. */
  private List<String> resolve(TransformerConfig config, List<Parameter> parameters) {
    List<String> names = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Parameter parameter : parameters) {
      String withoutPrefix = PREFIX.matcher(parameter.name()).replaceFirst("");
      String name = files.containsKey(parameter.name()) ? parameter.name() : withoutPrefix;
      if (files.containsKey(name)) {
        names.add(name);
      } else {
        missing.add(parameter.name());
      }
    }
    refuse(missing, "are missing");
    Set<String> unknown = new TreeSet<>(files.keySet());
    names.forEach(unknown::remove);
    unknown.removeIf(name -> COMPUTED.matcher(name).matches());
    if (config.tieWordEmbeddings()) {
      unknown.remove("lm_head.weight");
    }
    refuse(List.copyOf(unknown), "do not belong to this architecture");
    return names;
  }

  private void refuse(List<String> names, String why) {
    if (!names.isEmpty()) {
      List<String> some = names.subList(0, Math.min(5, names.size()));
      throw invalid(
          String.format("%s: %d tensors %s, such as %s", directory, names.size(), why, some));
    }
  }

  @Override
  public void close() throws IOException {
    for (SafetensorsFile file : open) {
      file.close();
    }
  }

  /** Writes tensors to files of a maximum size, with an index if there are several. */
  static void write(Path directory, Map<String, Tensor> tensors, DType type, long shardBytes)
      throws IOException {
    List<Map<String, Tensor>> shards = split(tensors, type, shardBytes);
    if (shards.size() == 1) {
      SafetensorsWriter.write(directory.resolve(SINGLE), tensors, type);
      Files.deleteIfExists(directory.resolve(INDEX));
      return;
    }
    ObjectNode index = JSON.createObjectNode();
    ObjectNode metadata = index.putObject("metadata");
    ObjectNode weightMap = index.putObject("weight_map");
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
    metadata.put("total_size", total);
    Files.writeString(directory.resolve(INDEX), index.toPrettyString() + "\n");
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
