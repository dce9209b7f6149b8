package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory with a model in Hugging Face's layout.
 *
 * @param path path of the directory
 * @param json content of {@code config.json}
 * @param config the same, parsed
 */
public record ModelDirectory(Path path, JsonNode json, TransformerConfig config) {

  /** The name of the configuration file. */
  public static final String CONFIG = "config.json";

  private static final String GENERATION = "generation_config.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  /**
   * Opens a directory and reads its configuration, but not its weights.
   *
   * @throws UserException if the configuration is missing or not supported
   */
  public static ModelDirectory open(Path path) throws IOException {
    Path file = path.resolve(CONFIG);
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      return new ModelDirectory(path, json, ConfigReader.read(json, file.toString()));
    } catch (NoSuchFileException e) {
      throw new UserException(ExitCode.INPUT, path + " has no " + CONFIG, e);
    } catch (JsonProcessingException e) {
      throw new UserException(ExitCode.INPUT, file + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads the weights as F32, whatever type they are stored in, in the order of {@link Parameters}.
   *
   * @param scope owner of the weights
   * @throws UserException naming tensors that are missing, unknown or of a wrong shape
   */
  public List<Tensor> readWeights(Scope scope) throws IOException {
    List<Parameter> parameters = Parameters.of(config).all();
    try (WeightFiles files = WeightFiles.open(path)) {
      List<String> names = new WeightNameResolver(path, files.names()).resolve(config, parameters);
      List<Tensor> weights = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        SafetensorsFile file = files.file(names.get(i));
        checkShape(parameters.get(i), file, names.get(i));
        weights.add(file.readFloats(scope, names.get(i)));
      }
      return weights;
    }
  }

  private void checkShape(Parameter parameter, SafetensorsFile file, String name) {
    if (!file.shape(name).equals(parameter.shape())) {
      throw new UserException(
          ExitCode.INPUT,
          String.format(
              "%s: tensor \"%s\" has shape %s, but %s needs %s",
              path, name, file.shape(name), CONFIG, parameter.shape()));
    }
  }

  /**
   * Writes configuration and weights.
   *
   * @param directory created if missing
   * @param weights weights in the order of {@link Parameters}
   * @param type type in which the weights are stored
   * @param shardBytes maximum size of a weight file (bytes); larger models are split into shards
   */
  public void save(Path directory, List<Tensor> weights, DType type, long shardBytes)
      throws IOException {
    Files.createDirectories(directory);
    Map<String, Tensor> named = new LinkedHashMap<>();
    List<Parameter> parameters = Parameters.of(config).all();
    for (int i = 0; i < parameters.size(); i++) {
      named.put(parameters.get(i).name(), weights.get(i));
    }
    ShardedWriter.write(directory, named, type, shardBytes);
    ObjectNode changed = json.deepCopy();
    changed.remove(List.of("dtype", "torch_dtype"));
    changed.put(json.has("torch_dtype") ? "torch_dtype" : "dtype", type.longName());
    Files.writeString(directory.resolve(CONFIG), PRETTY.writeValueAsString(changed) + "\n");
  }

  /**
   * The end-of-sequence tokens: {@code eos_token_id} of {@code generation_config.json} if it is set
   * there, otherwise of {@code config.json}; empty if neither has it.
   */
  public List<Integer> eosTokens() throws IOException {
    Path file = path.resolve(GENERATION);
    List<Integer> eosTokens = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        eosTokens.addAll(eosTokens(JSON.readTree(Files.readAllBytes(file)), file));
      } catch (JsonProcessingException e) {
        throw new UserException(ExitCode.INPUT, file + ": " + e.getOriginalMessage(), e);
      }
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

  /**
   * The other files of the directory, such as those of the tokenizer: neither configuration nor
   * weights.
   */
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
