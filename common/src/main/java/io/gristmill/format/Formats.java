package io.gristmill.format;

import static io.gristmill.format.PromptStyle.LLMS_FROM_SCRATCH;
import static io.gristmill.format.PromptStyle.LLMS_FROM_SCRATCH_PHI3;
import static io.gristmill.format.PromptStyle.STANFORD_ALPACA;

import io.gristmill.config.SettingsReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Creates every known format from its settings block. Unused formats are created too, so that
 * mistakes in their blocks are reported.
 */
final class Formats {

  private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,3}");

  /** The fields of Stanford Alpaca; {@code input} is the empty string in examples without one. */
  private static final List<String> ALPACA = List.of("instruction", "input", "output");

  /** Metadata key and column name of a model's answer. */
  private static final String RESPONSE = "model_response";

  /** Variant of the Vicuna text; {@code v1-1} in settings. */
  private enum VicunaVariant {
    V1_1,
    LINES
  }

  private final SettingsReader export;
  private final String inputSeparator;
  private final MultiTurn multiTurn;

  private Formats(SettingsReader export) {
    this.export = export;
    this.inputSeparator = export.text("instruction-input-separator");
    this.multiTurn = export.choice("multi-turn", MultiTurn.class);
  }

  /**
   * All formats by name, in the order of reference.conf.
   *
   * @param export the {@code export} block
   * @param seed the seed of the job
   */
  static Map<String, Format> read(SettingsReader export, long seed) {
    Formats formats = new Formats(export);
    Map<String, Format> byName = new LinkedHashMap<>();
    Stream.of(
            formats.texts(
                "alpaca",
                ALPACA,
                e -> Formatted.Row.ofTexts(e.instruction(), e.input(), e.output())),
            formats.alpacaText(),
            formats.promptText("llms-from-scratch", LLMS_FROM_SCRATCH),
            formats.promptText("llms-from-scratch-phi3", LLMS_FROM_SCRATCH_PHI3),
            formats.chatText("phi3", new ChatStyle.Phi3()),
            formats.promptCompletion(seed),
            TurnsFormat.shareGpt(formats.column("sharegpt", List.of()), formats.inputSeparator),
            formats.chatText("vicuna", formats.vicuna()),
            TurnsFormat.messages(formats.column("messages", List.of()), formats.inputSeparator),
            formats.chatText("chatml", new ChatStyle.ChatMl()),
            formats.template(),
            formats.preference(),
            new PreferenceMessagesFormat(formats.inputSeparator),
            formats.alpacaPreference(),
            formats.responses())
        .forEach(format -> byName.put(format.name(), format));
    return byName;
  }

  private Format texts(String name, List<String> columns, TextFormat.Texts texts) {
    return new TextFormat(
        name, columns.stream().<Column>map(Column.Text::new).toList(), multiTurn, texts);
  }

  /** The fields of Stanford Alpaca and a fourth column with the whole training text. */
  private Format alpacaText() {
    SettingsReader block = export.below("alpaca-text");
    String outputPrefix = block.text("output-prefix");
    String eosToken = block.text("eos-token");
    return texts(
        "alpaca-text",
        and(ALPACA, column("alpaca-text", ALPACA)),
        e ->
            Formatted.Row.ofTexts(
                e.instruction(),
                e.input(),
                e.output(),
                STANFORD_ALPACA.prompt(e)
                    + STANFORD_ALPACA.responseHeader()
                    + outputPrefix
                    + e.output()
                    + eosToken));
  }

  /** Prompt and response in one column. */
  private Format promptText(String name, PromptStyle style) {
    String eosToken = export.below(name).text("eos-token");
    return texts(
        name,
        List.of(column(name, List.of())),
        e -> Formatted.Row.ofTexts(style.text(e) + eosToken));
  }

  private Format chatText(String name, ChatStyle style) {
    return new ChatTextFormat(name, style, column(name, List.of()), inputSeparator);
  }

  private ChatStyle vicuna() {
    SettingsReader block = export.below("vicuna");
    String system = block.text("default-system");
    return switch (block.choice("variant", VicunaVariant.class)) {
      case V1_1 -> new ChatStyle.Vicuna(system);
      case LINES -> new ChatStyle.VicunaLines();
    };
  }

  private Format promptCompletion(long seed) {
    SettingsReader block = export.below("prompt-completion");
    return new PromptCompletionFormat(
        seed,
        choice(block, "template-with-input", SelfInstructEncoding.templates(true)),
        choice(block, "template-without-input", SelfInstructEncoding.templates(false)),
        block.choice("strip-field-name", PromptCompletionFormat.Strip.class),
        block.text("eos-token"),
        multiTurn);
  }

  /** The preference format of TRL with an explicit prompt and plain texts. */
  private Format preference() {
    SettingsReader block = export.below("preference");
    PreferencePrompt prompt = block.choice("prompt-template", PreferencePrompt.class);
    String eosToken = block.text("eos-token");
    String separator = inputSeparator;
    return texts(
        "preference",
        List.of("prompt", "chosen", "rejected"),
        example ->
            Preference.formatWith(
                example,
                rejected ->
                    Formatted.Row.ofTexts(
                        prompt.of(example, separator),
                        example.output() + eosToken,
                        rejected + eosToken)));
  }

  /** The fields of Stanford Alpaca with the chosen and the rejected answer. */
  private Format alpacaPreference() {
    return texts(
        "alpaca-preference",
        List.of("instruction", "input", "chosen", "rejected"),
        e ->
            Preference.formatWith(
                e,
                rejected ->
                    Formatted.Row.ofTexts(e.instruction(), e.input(), e.output(), rejected)));
  }

  /**
   * The fields of Stanford Alpaca and the answer of a model, as in {@code
   * instruction-data-with-response.json} of LLMs-from-scratch, chapter 7.
   */
  private Format responses() {
    return texts(
        "responses",
        and(ALPACA, RESPONSE),
        e -> {
          String response = e.metadata().get(RESPONSE);
          return response == null
              ? new Formatted.Skip("no-model-response", "the record has no metadata " + RESPONSE)
              : Formatted.Row.ofTexts(e.instruction(), e.input(), e.output(), response);
        });
  }

  private static List<String> and(List<String> columns, String last) {
    return Stream.concat(columns.stream(), Stream.of(last)).toList();
  }

  /** A custom text; its template for examples without an input applies to an empty input only. */
  private Format template() {
    SettingsReader block = export.below("template");
    TextTemplate text = template(block, "text", block.text("text"));
    TextTemplate withoutInput =
        block
            .optionalText("text-without-input")
            .map(value -> template(block, "text-without-input", value))
            .orElse(text);
    return texts(
        "template",
        List.of(column("template", List.of())),
        e -> Formatted.Row.ofTexts((e.input().isEmpty() ? withoutInput : text).render(e)));
  }

  private static TextTemplate template(SettingsReader block, String key, String text) {
    return TextTemplate.of(
        text, problem -> block.problem(key, "a text with placeholders (" + problem + ")"));
  }

  private static PromptCompletionFormat.TemplateChoice choice(
      SettingsReader block, String key, int templates) {
    String value = block.text(key);
    if (INDEX.matcher(value).matches() && Integer.parseInt(value) < templates) {
      return new PromptCompletionFormat.TemplateChoice.Fixed(Integer.parseInt(value));
    }
    if (value.equals("plain")) {
      return new PromptCompletionFormat.TemplateChoice.Plain();
    }
    if (!value.equals("random")) {
      block.problem(key, "random, plain or a number from 0 to " + (templates - 1));
    }
    return new PromptCompletionFormat.TemplateChoice.Random();
  }

  private String column(String format, List<String> reserved) {
    SettingsReader block = export.below(format);
    String column = block.text("column");
    if (!COLUMN.matcher(column).matches()) {
      block.problem("column", "a name of ASCII letters, digits, _ and -, a letter first");
    } else if (reserved.contains(column)) {
      block.problem("column", "a name other than " + String.join(", ", reserved));
    }
    return column;
  }
}
