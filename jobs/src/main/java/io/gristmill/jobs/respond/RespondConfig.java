package io.gristmill.jobs.respond;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.data.DataConfig;
import java.io.Serializable;
import java.util.List;

/**
 * The settings of the stage; blocks {@code respond} and {@code training-data} of reference.conf.
 *
 * @param model a directory, on any file system; empty for a server
 * @param modelName what rows say of the model; empty for what it is known by
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param bf16 whether matrices are multiplied in 16 bits
 * @param batchSize rows that a model of a process answers at a time
 * @param promptMode how a server is asked
 * @param splits whose rows are answered; none for all rows
 * @param sampling how answers are drawn
 * @param data how questions are written
 * @param seed of what is drawn
 */
public record RespondConfig(
    String model,
    String modelName,
    String device,
    boolean bf16,
    int batchSize,
    PromptMode promptMode,
    List<String> splits,
    SamplingParameters sampling,
    DataConfig data,
    long seed)
    implements Serializable {

  private static final int MAX_BATCH_SIZE = 4096;

  public RespondConfig {
    splits = List.copyOf(splits);
  }

  /** How a server is asked. */
  public enum PromptMode {
    /** As suits its protocol. */
    AUTO,
    /** With text in the style of the training data. */
    TEXT,
    /** With turns. */
    CHAT
  }

  /** Reads both blocks; whatever is wrong goes to the problems. */
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
        SamplingParameters.read(block),
        DataConfig.read(settings.reader("training-data", problems)),
        settings.seed(problems));
  }

  /** The same, asking so where it was left open. */
  RespondConfig withDefaultMode(PromptMode suited) {
    return promptMode != PromptMode.AUTO
        ? this
        : new RespondConfig(
            model, modelName, device, bf16, batchSize, suited, splits, sampling, data, seed);
  }

  /** What of the settings decides the answers, whoever gives them. */
  String canonical() {
    return String.join("\n", modelName, promptMode.name(), splits.toString(), sampling.toString())
        + "\n"
        + data.encoding()
        + "\nseed "
        + seed;
  }
}
