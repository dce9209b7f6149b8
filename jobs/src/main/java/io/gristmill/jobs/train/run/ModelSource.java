package io.gristmill.jobs.train.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.file.FileHash;
import io.gristmill.jobs.train.file.JsonFiles;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.file.ModelLocator;
import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.Parameters;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.model.WeightInitializer;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.manifest.InputRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The initial model of a training, before its weights are read.
 *
 * @param directory directory of the model; for a model from scratch that of the tokenizer, with a
 *     new configuration
 * @param fromScratch whether the weights are initialized at random
 */
public record ModelSource(
    ModelDirectory directory, boolean fromScratch, TransformerConfig config, Optional<Lora> lora) {

  /** Format name of model files in run.json. */
  public static final String FORMAT = "model";

  /**
   * Reads configuration and tokenizer.
   *
   * @param given the directory that the settings name, or a local copy of it
   * @throws UserException if one of them is missing, unsupported or inconsistent with the other
   */
  public static ModelSource open(ModelSettings settings, Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      throw ModelLocator.missing("", given.toString(), ExitCode.INPUT);
    }
    Path folder = ModelLocator.resolve(given);
    int tokens = vocabularySize(folder);
    boolean fromScratch = settings.path().isEmpty();
    ModelDirectory directory =
        fromScratch
            ? scratchDirectory(settings.scratch(), folder, tokens)
            : ModelDirectory.open(folder);
    int vocabulary = directory.config().sizes().vocabSize();
    if (tokens > vocabulary) {
      throw new UserException(
          ExitCode.INPUT,
          String.format(
              "%s: the tokenizer has ids up to %d, the model's vocabulary has %d entries",
              folder, tokens - 1, vocabulary));
    }
    settings
        .lora()
        .ifPresent(lora -> lora.parameters(directory.config())); // throws on unknown target modules
    return new ModelSource(
        directory, fromScratch, settings.withDropout(directory.config()), settings.lora());
  }

  /** The largest token id of a tokenizer.json plus 1. */
  private static int vocabularySize(Path folder) throws IOException {
    Path file = folder.resolve(Tokenizer.FILE);
    JsonNode tokenizer =
        JsonFiles.read(
            file,
            file + " is missing; tokenizer.json is the only tokenizer format that is supported");
    int largest = -1;
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    for (JsonNode id : vocabulary) {
      largest = Math.max(largest, id.asInt(-1));
    }
    if (vocabulary.isArray()) { // Unigram models: the index is the id
      largest = vocabulary.size() - 1;
    }
    for (JsonNode added : tokenizer.path("added_tokens")) {
      largest = Math.max(largest, added.path("id").asInt(-1));
    }
    return largest + 1;
  }

  private static ModelDirectory scratchDirectory(ScratchSettings shape, Path folder, int vocabulary)
      throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      return ScratchModel.directory(
          shape, folder, vocabulary, SpecialTokens.read(folder, tokenizer));
    }
  }

  /** Reads or initializes the weights. */
  public List<Tensor> weights(Scope scope, long seed) throws IOException {
    return fromScratch
        ? WeightInitializer.initialize(config, seed, scope)
        : directory.readWeights(scope);
  }

  public List<Parameter> parameters() {
    return Parameters.of(config).all();
  }

  /** The trained parameters: those of the adapters, or all weights. */
  public List<Parameter> trainable() {
    return lora.map(adapters -> adapters.parameters(config)).orElseGet(this::parameters);
  }

  /** Every file that affects the model's computation or the tokenization of text, with its hash. */
  public List<InputRecord> files() throws IOException {
    List<InputRecord> records = new ArrayList<>();
    addFiles(directory.path(), records);
    Path templates = directory.path().resolve(ChatTemplateFiles.ADDITIONAL);
    if (Files.isDirectory(templates)) {
      addFiles(templates, records);
    }
    return records;
  }

  private static void addFiles(Path folder, List<InputRecord> records) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(ModelSource::isModelFile).sorted().toList()) {
        records.add(FileHash.of(file, FORMAT));
      }
    }
  }

  private static boolean isModelFile(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.endsWith(".json") || name.endsWith(".safetensors") || name.endsWith(".jinja"));
  }
}
