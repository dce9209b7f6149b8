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
 * A model directory in Hugging Face's layout, read.
 *
 * @param path the directory
 * @param json {@code config.json} as it was
 * @param config what it means
 */
public record ModelDirectory(Path path, JsonNode json, TransformerConfig config) {

  /** The name of the configuration's file. */
  public static final String CONFIG = "config.json";

  private static final String GENERATION = "generation_config.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  /**
   * Reads the configuration alone.
   *
   * @throws UserException when there is none or when it is not supported
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
   * Reads the weights, as F32 whatever they are stored in, in the order of {@link Parameters}.
   *
   * @param scope gets them
   * @throws UserException naming tensors that are missing, unknown or of another shape
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
              "%s: tensor \"%s\" has shape %s, %s asks for %s",
              path, name, file.shape(name), CONFIG, parameter.shape()));
    }
  }

  /**
   * Writes configuration and weights.
   *
   * @param directory is made where it is missing
   * @param weights in the order of {@link Parameters}
   * @param type in which the weights are stored
   * @param shardBytes a file that would be larger becomes several
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
   * The tokens that end a text: of {@code generation_config.json} where it names any, else of the
   * configuration; none where neither does.
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
        throw new UserException(ExitCode.INPUT, file + ": eos_token_id = " + eosTokens);
      }
    }
    return all.stream().map(JsonNode::intValue).toList();
  }

  /** The files of the directory that are neither configuration nor weights: tokenizer and such. */
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
