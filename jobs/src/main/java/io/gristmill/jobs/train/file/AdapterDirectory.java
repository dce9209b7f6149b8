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
 * Adapters in the layout of peft.
 *
 * @param path the directory
 * @param lora what its configuration says
 */
public record AdapterDirectory(Path path, Lora lora) {

  /** The name of the configuration's file. */
  public static final String CONFIG = "adapter_config.json";

  private static final String WEIGHTS = "adapter_model.safetensors";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  /**
   * Reads the configuration alone.
   *
   * @throws UserException when there is none or when it is not supported
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
   * Reads the tensors, as F32 whatever they are stored in.
   *
   * @param config of the model that they belong to
   * @param scope gets them
   * @throws UserException naming tensors that are missing, unknown or of another shape, or targets
   *     that the model has not
   */
  public Adapters read(TransformerConfig config, Scope scope) throws IOException {
    List<Parameter> parameters = lora.parameters(config);
    Path file = path.resolve(WEIGHTS);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      Set<String> unknown = new TreeSet<>(tensors.names());
      parameters.forEach(parameter -> unknown.remove(parameter.name()));
      if (!unknown.isEmpty()) {
        throw invalid(file + ": tensors that the model has no place for: " + unknown);
      }
      List<Tensor> read = new ArrayList<>();
      for (Parameter parameter : parameters) {
        if (!tensors.shape(parameter.name()).equals(parameter.shape())) {
          throw invalid(
              String.format(
                  "%s: tensor \"%s\" has shape %s, the model and %s ask for %s",
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
   * Writes configuration and tensors as peft reads them.
   *
   * @param directory is made where it is missing
   * @param base where the model lies that they belong to; a path or a name
   * @param type in which the tensors are stored
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
