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
 * Settings that decide how records become tokens; block {@code training-data} of reference.conf,
 * which describes them.
 *
 * @param maxLength maximum tokens of a row; 0: the model's context
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

  /** The value of {@link #bosToken} and {@link #eosToken} for the tokenizer's own token. */
  public static final String AUTO = "auto";

  /** The value of {@link #bosToken} and {@link #eosToken} for no token. */
  public static final String NONE = "none";

  private static final int MAX_LENGTH = 1 << 24;

  /**
   * @param defaultSystem system message of conversations without one; may be empty
   * @param chatTemplates the model's chat templates; null until the model is known, and without
   *     chat-template
   */
  public record PromptSettings(
      TemplateName template,
      String defaultSystem,
      MultiTurn multiTurn,
      @Nullable ChatTemplateFiles chatTemplates)
      implements Serializable {}

  /** Rule for examples longer than the maximum. */
  public enum Truncation {
    /** Cuts off the end. */
    KEEP_START,
    /** Rejects the example. */
    DROP
  }

  /** Reads the block; the reader collects invalid values. */
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
      block.problem("loss-on", "response or assistant with training-data.compatibility=alpaca");
    }
    if (config.usesChatTemplate() && config.compatibility != Compatibility.GRISTMILL) {
      block.problem("compatibility", "gristmill with training-data.prompt-template=chat-template");
    }
    return config;
  }

  /** Reads the block for a job without a model, which therefore has no chat template. */
  public static EncodingConfig readWithoutModel(SettingsReader block) {
    EncodingConfig config = read(block);
    if (config.usesChatTemplate()) {
      block.problem(
          "prompt-template",
          "a template other than chat-template: a new tokenizer has no chat template");
    }
    return config;
  }

  /** Whether the model's chat template renders the texts. */
  public boolean usesChatTemplate() {
    return prompt.template() == TemplateName.CHAT_TEMPLATE;
  }

  /** A copy with the chat templates of a model. */
  public EncodingConfig withChatTemplates(ChatTemplateFiles chatTemplates) {
    return new EncodingConfig(
        datasetFormat,
        new PromptSettings(
            prompt.template(), prompt.defaultSystem(), prompt.multiTurn(), chatTemplates),
        lossOn,
        compatibility,
        bosToken,
        eosToken,
        maxLength,
        truncation,
        truncationMode);
  }

  /**
   * The template that renders the texts.
   *
   * @throws IllegalStateException with chat-template before {@link #withChatTemplates}
   */
  public TrainingTemplate template() {
    return prompt.chatTemplates() != null
        ? new ModelChatTemplate(prompt.chatTemplates(), prompt.defaultSystem(), lossOn)
        : prompt
            .template()
            .create(prompt.defaultSystem(), prompt.multiTurn(), compatibility.headerInLoss());
  }

  /** The reader of training texts. */
  public TrainingTextReader reader() {
    return new TrainingTextReader(datasetFormat, template());
  }

  /** The reader of preference pairs. */
  public PreferenceReader pairReader() {
    return new PreferenceReader(datasetFormat, template());
  }

  public TrainingTextEncoder encoder(TextEncoder encoder, TrainingTextEncoder.BosEosTokens bosEos) {
    TrainingTextEncoder.PromptBoundary boundary =
        compatibility == Compatibility.GRISTMILL
            ? TrainingTextEncoder.PromptBoundary.EXACT
            : TrainingTextEncoder.PromptBoundary.COUNTED;
    return new TrainingTextEncoder(encoder, boundary, bosEos, lossOn);
  }

  /**
   * The maximum row length in effect.
   *
   * @param context the model's context in tokens; empty without a model
   * @throws IllegalArgumentException when the setting exceeds the context
   */
  public int limit(OptionalInt context) {
    int max = context.orElse(Integer.MAX_VALUE);
    if (maxLength > max) {
      throw new IllegalArgumentException(
          "training-data.max-length must be at most %d, the model's context, was %d"
              .formatted(max, maxLength));
    }
    return maxLength == 0 ? max : maxLength;
  }
}
