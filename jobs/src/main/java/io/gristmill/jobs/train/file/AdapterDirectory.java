package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.Family;
import io.gristmill.jobs.train.model.Lora;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory with LoRA adapters in peft's layout.
 *
 * @param path path of the directory
 * @param lora settings of {@code adapter_config.json}
 */
public record AdapterDirectory(Path path, Lora lora) {

  /** The name of the configuration file. */
  public static final String CONFIG = "adapter_config.json";

  private static final String WEIGHTS = "adapter_model.safetensors";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  /**
   * Opens a directory and reads its configuration, but not its tensors.
   *
   * @throws UserException if the configuration is missing or not supported
   */
  public static AdapterDirectory open(Path path) throws IOException {
    Path file = path.resolve(CONFIG);
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      return new AdapterDirectory(path, AdapterConfig.read(json, file.toString()));
    } catch (NoSuchFileException e) {
      throw new UserException(ExitCode.INPUT, path + " has no " + CONFIG, e);
    } catch (JsonProcessingException e) {
      throw new UserException(ExitCode.INPUT, file + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads the tensors as F32, whatever type they are stored in.
   *
   * @param config configuration of the base model
   * @param scope owner of the tensors
   * @throws UserException naming tensors that are missing, unknown or of a wrong shape, or target
   *     modules that the model does not have
   */
  public Adapters read(TransformerConfig config, Scope scope) throws IOException {
    List<Parameter> parameters = lora.parameters(config);
    Path file = path.resolve(WEIGHTS);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      Set<String> unknown = new TreeSet<>(tensors.names());
      parameters.forEach(parameter -> unknown.remove(parameter.name()));
      if (!unknown.isEmpty()) {
        throw invalid(file + ": tensors that the model does not have: " + unknown);
      }
      List<Tensor> read = new ArrayList<>();
      for (Parameter parameter : parameters) {
        if (!tensors.shape(parameter.name()).equals(parameter.shape())) {
          throw invalid(
              String.format(
                  "%s: tensor \"%s\" has shape %s, but the model and %s need %s",
                  file,
                  parameter.name(),
                  tensors.shape(parameter.name()),
                  CONFIG,
                  parameter.shape()));
        }
        read.add(tensors.readFloats(scope, parameter.name()));
      }
      return new Adapters(lora, read);
    } catch (NoSuchFileException e) {
      throw new UserException(ExitCode.INPUT, path + " has no " + WEIGHTS, e);
    }
  }

  private static UserException invalid(String message) {
    return new UserException(ExitCode.INPUT, message);
  }

  /**
   * Writes configuration and tensors in peft's layout.
   *
   * @param directory created if missing
   * @param base path or name of the base model
   * @param type type in which the tensors are stored
   */
  public static void save(
      Path directory, TransformerConfig config, Adapters adapters, String base, DType type)
      throws IOException {
    Files.createDirectories(directory);
    Map<String, Tensor> named = new LinkedHashMap<>();
    List<Parameter> parameters = adapters.lora().parameters(config);
    for (int i = 0; i < parameters.size(); i++) {
      named.put(parameters.get(i).name(), adapters.tensors().get(i));
    }
    SafetensorsWriter.write(directory.resolve(WEIGHTS), named, type);
    JsonNode json =
        AdapterConfig.write(adapters.lora(), config, base, config.family() == Family.GPT2);
    Files.writeString(directory.resolve(CONFIG), PRETTY.writeValueAsString(json) + "\n");
  }
}
