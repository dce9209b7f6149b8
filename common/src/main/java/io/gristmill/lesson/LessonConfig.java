package io.gristmill.lesson;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.config.SettingsReader;
import io.gristmill.format.SingleExchange;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairLimit;
import java.io.Serializable;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How records become tokens; {@code training-data} in reference.conf.
 *
 * @param shape what the columns of a record mean
 * @param written how questions and answers are written
 * @param labels what is learned
 * @param preset whose rules of prompts and ends are followed
 * @param begin what every row begins with: {@code auto}, {@code none} or a token
 * @param end what ends an answer: {@code auto}, {@code none} or a token
 * @param maxLength most tokens of a row, 0 for as many as the model takes
 * @param tooLong what is done with a longer row
 * @param pairCut what of a longer pair is cut
 */
public record LessonConfig(
    RowShape shape,
    Written written,
    LossOn labels,
    Preset preset,
    String begin,
    String end,
    int maxLength,
    TooLong tooLong,
    PairLimit.Cut pairCut)
    implements Serializable {

  /** The value of {@link #begin} and {@link #end} that leaves it to the tokenizer. */
  public static final String AUTO = "auto";

  /** Their value for no token. */
  public static final String NONE = "none";

  private static final int LONGEST = 1 << 24;

  /**
   * @param system text of conversations that bring none; may be empty
   * @param templates those of the model, once it is known; null where none are asked for
   */
  public record Written(
      LessonStyles style,
      String system,
      SingleExchange conversations,
      @Nullable ChatTemplateFiles templates)
      implements Serializable {}

  /** Rows longer than the limit. */
  public enum TooLong {
    /** Cut at their end. */
    TRUNCATE,
    /** Left out. */
    DROP
  }

  /** Reads the block; whatever is wrong is noted with the reader. */
  public static LessonConfig read(SettingsReader block) {
    LessonConfig config =
        new LessonConfig(
            block.choice("shape", RowShape.class),
            new Written(
                block.choice("style", LessonStyles.class),
                block.text("system"),
                block.choice("conversations-in-single-exchange", SingleExchange.class),
                null),
            block.choice("labels", LossOn.class),
            block.choice("preset", Preset.class),
            block.text("begin-token"),
            block.text("end-token"),
            block.isNull("max-length") ? 0 : block.integer("max-length", 2, LONGEST),
            block.choice("too-long", TooLong.class),
            block.choice("pair-cut", PairLimit.Cut.class));
    if (config.preset == Preset.ALPACA && config.labels == LossOn.ALL) {
      block.problem("labels", "response or assistant, as training-data.preset=alpaca has it");
    }
    if (config.asksForTemplate() && config.preset != Preset.GRISTMILL) {
      block.problem(
          "preset",
          "gristmill with training-data.style=chat-template: a preset is of its own style");
    }
    return config;
  }

  /** Reads the block where there is no model whose chat template could be used. */
  public static LessonConfig readWithoutModel(SettingsReader block) {
    LessonConfig config = read(block);
    if (config.asksForTemplate()) {
      block.problem("style", "one of ours for a new tokenizer: it has no chat template yet");
    }
    return config;
  }

  /** Whether the texts are written by the chat template of a model. */
  public boolean asksForTemplate() {
    return written.style() == LessonStyles.CHAT_TEMPLATE;
  }

  /** The same with the chat templates of a model. */
  public LessonConfig with(ChatTemplateFiles templates) {
    return new LessonConfig(
        shape,
        new Written(written.style(), written.system(), written.conversations(), templates),
        labels,
        preset,
        begin,
        end,
        maxLength,
        tooLong,
        pairCut);
  }

  /**
   * The style of the texts.
   *
   * @throws IllegalStateException when it is a chat template and none is there yet
   */
  public LessonStyle style() {
    return written.templates() != null
        ? new TemplateStyle(written.templates(), written.system(), labels)
        : fixed();
  }

  private LessonStyle fixed() {
    return written.style().style(written.system(), written.conversations(), preset.learnsHeader());
  }

  /** Reads records as lessons. */
  public LessonReader reader() {
    return new LessonReader(shape, style());
  }

  /** Reads records as pairs. */
  public PairReader pairReader() {
    return new PairReader(shape, style());
  }

  public LessonEncoder encoder(TextEncoder encoder, LessonEncoder.Marks marks) {
    LessonEncoder.Border border =
        preset == Preset.GRISTMILL ? LessonEncoder.Border.KEPT : LessonEncoder.Border.COUNTED;
    return new LessonEncoder(encoder, border, marks, labels);
  }

  /**
   * The limit in force.
   *
   * @param context most tokens that the model takes, where there is a model
   * @throws IllegalArgumentException when the setting is above that
   */
  public int limit(OptionalInt context) {
    int most = context.orElse(Integer.MAX_VALUE);
    if (maxLength > most) {
      throw new IllegalArgumentException(
          "training-data.max-length must be at most %d, the model's context, was %d"
              .formatted(most, maxLength));
    }
    return maxLength == 0 ? most : maxLength;
  }
}
