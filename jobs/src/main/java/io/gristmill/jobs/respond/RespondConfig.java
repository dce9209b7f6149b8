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
 * @param name what rows say of the model; empty for what it is known by
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param bf16 whether matrices are multiplied in 16 bits
 * @param batch rows that a model of a process answers at a time
 * @param prompt how a server is asked
 * @param splits whose rows are answered; none for all rows
 * @param drawing how answers are drawn
 * @param data how questions are written
 * @param seed of what is drawn
 */
public record RespondConfig(
    String model,
    String name,
    String device,
    boolean bf16,
    int batch,
    PromptForm prompt,
    List<String> splits,
    Drawing drawing,
    DataConfig data,
    long seed)
    implements Serializable {

  private static final int LARGEST_BATCH = 4096;

  public RespondConfig {
    splits = List.copyOf(splits);
  }

  /** How a server is asked. */
  public enum PromptForm {
    /** As suits its protocol. */
    AUTO,
    /** With text in the style of the training data. */
    STYLE,
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
        block.optionalText("name").orElse(""),
        device,
        block.flag("bf16"),
        block.integer("batch", 1, LARGEST_BATCH),
        block.choice("prompt", PromptForm.class),
        block.texts("splits"),
        Drawing.read(block),
        DataConfig.read(settings.reader("training-data", problems)),
        settings.seed(problems));
  }

  /** The same, asking so where it was left open. */
  RespondConfig asking(PromptForm suited) {
    return prompt != PromptForm.AUTO
        ? this
        : new RespondConfig(model, name, device, bf16, batch, suited, splits, drawing, data, seed);
  }

  /** What of the settings decides the answers, whoever gives them. */
  String canonical() {
    return String.join("\n", name, prompt.name(), splits.toString(), drawing.toString())
        + "\n"
        + data.lesson()
        + "\nseed "
        + seed;
  }
}
