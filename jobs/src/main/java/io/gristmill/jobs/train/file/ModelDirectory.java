package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.ConfigReader;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.Parameters;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory with a model in Hugging Face's layout.
 *
 * @param json content of {@code config.json}
 * @param config the same, parsed
 */
public record ModelDirectory(Path path, JsonNode json, TransformerConfig config) {

  public static final String CONFIG = "config.json";

  private static final String GENERATION = "generation_config.json";

  /**
   * Opens a directory and reads its configuration, but not its weights.
   *
   * @throws UserException if the configuration is missing or not supported
   */
  public static ModelDirectory open(Path path) throws IOException {
    Path file = path.resolve(CONFIG);
    JsonNode json = JsonFiles.read(file, path + " has no " + CONFIG);
    return new ModelDirectory(path, json, ConfigReader.read(json, file.toString()));
  }

  /**
   * Reads the weights as F32, whatever type they are stored in, in the order of {@link Parameters}.
   *
   * @throws UserException naming tensors that are missing, unknown or of a wrong shape
   */
  public List<Tensor> readWeights(Scope scope) throws IOException {
    try (WeightFiles files = WeightFiles.open(path)) {
      return files.read(scope, config, Parameters.of(config).all());
    }
  }

  /**
   * Writes configuration and weights, which are in the order of {@link Parameters}.
   *
   * @param shardBytes maximum size of a weight file (bytes); larger models are split into shards
   */
  public void save(Path directory, List<Tensor> weights, DType type, long shardBytes)
      throws IOException {
    Files.createDirectories(directory);
    WeightFiles.write(
        directory, Parameter.named(Parameters.of(config).all(), weights), type, shardBytes);
    ObjectNode changed = json.deepCopy();
    changed.remove(List.of("dtype", "torch_dtype"));
    changed.put(json.has("torch_dtype") ? "torch_dtype" : "dtype", type.longName());
    Files.writeString(directory.resolve(CONFIG), changed.toPrettyString() + "\n");
  }

  /**
   * The end-of-sequence tokens: {@code eos_token_id} of {@code generation_config.json} if it is set
   * there, otherwise of {@code config.json}; empty if neither has it.
   */
  public List<Integer> eosTokens() throws IOException {
    Path file = path.resolve(GENERATION);
    List<Integer> eosTokens = new ArrayList<>();
    if (Files.exists(file)) {
      eosTokens.addAll(eosTokens(JsonFiles.read(file, ""), file));
    }
    return eosTokens.isEmpty() ? eosTokens(json, path.resolve(CONFIG)) : eosTokens;
  }

  private List<Integer> eosTokens(JsonNode settings, Path file) {
    JsonNode eosTokens = settings.path("eos_token_id");
    List<JsonNode> all = new ArrayList<>();
    if (eosTokens.isArray()) {
      eosTokens.forEach(all::add);
    } else if (!eosTokens.isMissingNode() && !eosTokens.isNull()) {
      all.add(eosTokens);
    }
    for (JsonNode eosToken : all) {
      if (!eosToken.isIntegralNumber() || !eosToken.canConvertToInt() || eosToken.intValue() < 0) {
        throw new UserException(
            ExitCode.INPUT,
            file + ": eos_token_id must be one or more token ids, was " + eosTokens);
      }
    }
    return all.stream().map(JsonNode::intValue).toList();
  }

  /** The files other than configuration and weights, such as those of the tokenizer. */
  public Set<Path> companionFiles() throws IOException {
    try (var files = Files.list(path)) {
      Set<Path> companions = new TreeSet<>();
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals(CONFIG))
          .filter(file -> !file.getFileName().toString().contains(".safetensors"))
          .forEach(companions::add);
      return companions;
    }
  }
}
