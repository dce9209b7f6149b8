package io.gristmill.jobs.respond;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.data.DataConfig;
import java.io.Serializable;
import java.util.List;

/**
 * Settings of the stage: blocks {@code respond} and {@code training-data} of reference.conf.
 *
 * @param model model directory, on any file system; empty: a server answers
 * @param modelName value of {@code response_model}; empty: derived from the model
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param bf16 whether matrices are multiplied in bfloat16
 * @param batchSize prompts per batch of a local model
 * @param promptMode form of the prompts for a server
 * @param splits splits to answer; empty: all rows
 * @param sampling sampling parameters
 * @param data settings that render and encode prompts
 * @param seed seed of sampling
 */
public record RespondConfig(
    String model,
    String modelName,
    String device,
    boolean bf16,
    int batchSize,
    PromptMode promptMode,
    List<String> splits,
    GenerationSampling sampling,
    DataConfig data,
    long seed)
    implements Serializable {

  private static final int MAX_BATCH_SIZE = 4096;

  public RespondConfig {
    splits = List.copyOf(splits);
  }

  /** Form of the prompts for a server. */
  public enum PromptMode {
    /** Depends on the provider. */
    AUTO,
    /** With text of the prompt template. */
    TEXT,
    /** With chat messages. */
    CHAT
  }

  /** Reads both blocks; {@code problems} collects what is wrong. */
  public static RespondConfig read(Settings settings, Problems problems) {
    SettingsReader block = settings.reader("respond", problems);
    String device = block.text("device");
    if (!device.matches("auto|cpu|cuda(:\\d{1,4})?")) {
      block.problem("device", "auto, cpu, cuda or cuda:N");
    }
    return new RespondConfig(
        block.optionalText("model").orElse(""),
        block.optionalText("model-name").orElse(""),
        device,
        block.flag("bf16"),
        block.integer("batch-size", 1, MAX_BATCH_SIZE),
        block.choice("prompt-mode", PromptMode.class),
        block.texts("splits"),
        GenerationSampling.read(block),
        DataConfig.read(settings.reader("training-data", problems)),
        settings.seed(problems));
  }

  /** A copy with a prompt mode in place of {@code AUTO}. */
  RespondConfig withDefaultMode(PromptMode defaultMode) {
    return promptMode != PromptMode.AUTO
        ? this
        : new RespondConfig(
            model, modelName, device, bf16, batchSize, defaultMode, splits, sampling, data, seed);
  }

  /** Canonical text of the settings that decide the answers of any responder. */
  String canonical() {
    return String.join("\n", modelName, promptMode.name(), splits.toString(), sampling.toString())
        + "\n"
        + data.encoding()
        + "\nseed "
        + seed;
  }
}
