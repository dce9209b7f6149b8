package io.gristmill.encode;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.config.SettingsReader;
import io.gristmill.format.MultiTurn;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTruncation;
import java.io.Serializable;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How records become tokens; {@code training-data} in reference.conf.
 *
 * @param datasetFormat what the columns of a record mean
 * @param prompt how questions and answers are written
 * @param lossOn what is learned
 * @param compatibility whose rules of prompts and ends are followed
 * @param bosToken what every row begins with: {@code auto}, {@code none} or a token
 * @param eosToken what ends an answer: {@code auto}, {@code none} or a token
 * @param maxLength most tokens of a row, 0 for as many as the model takes
 * @param truncation what is done with a longer row
 * @param truncationMode what of a longer pair is cut
 */
public record EncodingConfig(
    DatasetFormat datasetFormat,
    PromptSettings prompt,
    LossOn lossOn,
    Compatibility compatibility,
    String bosToken,
    String eosToken,
    int maxLength,
    Truncation truncation,
    PairTruncation.Mode truncationMode)
    implements Serializable {

  /** The value of {@link #bosToken} and {@link #eosToken} that leaves it to the tokenizer. */
  public static final String AUTO = "auto";

  /** Their value for no token. */
  public static final String NONE = "none";

  private static final int MAX_LENGTH = 1 << 24;

  /**
   * @param defaultSystem text of conversations that bring none; may be empty
   * @param chatTemplates those of the model, once it is known; null where none are asked for
   */
  public record PromptSettings(
      TemplateName template,
      String defaultSystem,
      MultiTurn conversations,
      @Nullable ChatTemplateFiles chatTemplates)
      implements Serializable {}

  /** Rows longer than the limit. */
  public enum Truncation {
    /** Cut at their end. */
    KEEP_START,
    /** Left out. */
    DROP
  }

  /** Reads the block; whatever is wrong is noted with the reader. */
  public static EncodingConfig read(SettingsReader block) {
    EncodingConfig config =
        new EncodingConfig(
            block.choice("dataset-format", DatasetFormat.class),
            new PromptSettings(
                block.choice("prompt-template", TemplateName.class),
                block.text("default-system"),
                block.choice("multi-turn", MultiTurn.class),
                null),
            block.choice("loss-on", LossOn.class),
            block.choice("compatibility", Compatibility.class),
            block.text("bos-token"),
            block.text("eos-token"),
            block.isNull("max-length") ? 0 : block.integer("max-length", 2, MAX_LENGTH),
            block.choice("truncation", Truncation.class),
            block.choice("truncation-mode", PairTruncation.Mode.class));
    if (config.compatibility == Compatibility.ALPACA && config.lossOn == LossOn.ALL) {
      block.problem(
          "loss-on", "response or assistant, as training-data.compatibility=alpaca has it");
    }
    if (config.usesChatTemplate() && config.compatibility != Compatibility.GRISTMILL) {
      block.problem(
          "compatibility",
          "gristmill with training-data.prompt-template=chat-template: a preset is of its own"
              + " style");
    }
    return config;
  }

  /** Reads the block where there is no model whose chat template could be used. */
  public static EncodingConfig readWithoutModel(SettingsReader block) {
    EncodingConfig config = read(block);
    if (config.usesChatTemplate()) {
      block.problem(
          "prompt-template", "one of ours for a new tokenizer: it has no chat template yet");
    }
    return config;
  }

  /** Whether the texts are written by the chat template of a model. */
  public boolean usesChatTemplate() {
    return prompt.template() == TemplateName.CHAT_TEMPLATE;
  }

  /** The same with the chat templates of a model. */
  public EncodingConfig with(ChatTemplateFiles templates) {
    return new EncodingConfig(
        datasetFormat,
        new PromptSettings(
            prompt.template(), prompt.defaultSystem(), prompt.conversations(), templates),
        lossOn,
        compatibility,
        bosToken,
        eosToken,
        maxLength,
        truncation,
        truncationMode);
  }

  /**
   * The style of the texts.
   *
   * @throws IllegalStateException when it is a chat template and none is there yet
   */
  public TrainingTemplate template() {
    return prompt.chatTemplates() != null
        ? new ModelChatTemplate(prompt.chatTemplates(), prompt.defaultSystem(), lossOn)
        : namedTemplate();
  }

  private TrainingTemplate namedTemplate() {
    return prompt
        .template()
        .create(prompt.defaultSystem(), prompt.conversations(), compatibility.headerInLoss());
  }

  /** Reads records as lessons. */
  public TrainingTextReader reader() {
    return new TrainingTextReader(datasetFormat, template());
  }

  /** Reads records as pairs. */
  public PreferenceReader pairReader() {
    return new PreferenceReader(datasetFormat, template());
  }

  public TrainingTextEncoder encoder(TextEncoder encoder, TrainingTextEncoder.BosEosTokens marks) {
    TrainingTextEncoder.PromptBoundary border =
        compatibility == Compatibility.GRISTMILL
            ? TrainingTextEncoder.PromptBoundary.EXACT
            : TrainingTextEncoder.PromptBoundary.COUNTED;
    return new TrainingTextEncoder(encoder, border, marks, lossOn);
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
