package io.gristmill.recipe.magpie;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;

/**
 * Chat template of a model family: the exact text around a user turn and before the answer.
 *
 * @param bosText text that begins every prompt
 * @param systemPrefix text before a system prompt
 * @param systemSuffix text after a system prompt
 * @param userPrefix text before the user's message; with {@code bosText} the pre-query template
 * @param postQuery text between the user's message and the answer
 * @param stop end-of-turn markers that end a generated text
 * @param hasSystem whether the template supports a system prompt
 */
record TurnTemplate(
    String bosText,
    String systemPrefix,
    String systemSuffix,
    String userPrefix,
    String postQuery,
    List<String> stop,
    boolean hasSystem)
    implements Serializable {

  private static final TurnTemplate CHATML =
      new TurnTemplate(
          "",
          "<|im_start|>system\n",
          "<|im_end|>\n",
          "<|im_start|>user\n",
          "<|im_end|>\n<|im_start|>assistant\n",
          List.of("<|im_start|>", "<|im_end|>"),
          true);

  public TurnTemplate {
    stop = List.copyOf(stop);
  }

  /** Built-in templates; {@code custom} is read from the settings. */
  public enum Preset {
    LLAMA_3,
    QWEN,
    GEMMA,
    PHI_3,
    CHATML,
    CUSTOM
  }

  /** Returns a built-in template. */
  public static TurnTemplate of(Preset preset) {
    return switch (preset) {
      case LLAMA_3 ->
          new TurnTemplate(
              "<|begin_of_text|>",
              "<|start_header_id|>system<|end_header_id|>\n\n",
              "<|eot_id|>",
              "<|start_header_id|>user<|end_header_id|>\n\n",
              "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
              List.of("<|eot_id|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>"),
              true);
      case QWEN -> CHATML.withStop(List.of("<|im_start|>", "<|im_end|>", "<|endoftext|>"));
      case CHATML -> CHATML;
      case GEMMA ->
          new TurnTemplate(
              "<bos>",
              "",
              "",
              "<start_of_turn>user\n",
              "<end_of_turn>\n<start_of_turn>model\n",
              List.of("<eos>", "<bos>", "<start_of_turn>", "<end_of_turn>"),
              false);
      case PHI_3 ->
          new TurnTemplate(
              "",
              "<|system|>\n",
              "<|end|>\n",
              "<|user|>\n",
              "<|end|>\n<|assistant|>\n",
              List.of("<|endoftext|>", "<|user|>", "<|assistant|>", "<|system|>", "<|end|>"),
              true);
      case CUSTOM ->
          throw new IllegalArgumentException("the custom template is read from the settings");
    };
  }

  /** Pre-query template: the model continues it with a user's message. */
  public String preQuery(String system) {
    Require.that(system.isEmpty() || hasSystem, "this template does not support a system prompt");
    String before = system.isEmpty() ? "" : systemPrefix + system + systemSuffix;
    return bosText + before + userPrefix;
  }

  /** Full prompt of an instruction: the model continues it with the answer. */
  public String fullPrompt(String instruction) {
    return preQuery("") + instruction + postQuery;
  }

  private TurnTemplate withStop(List<String> marks) {
    return new TurnTemplate(
        bosText, systemPrefix, systemSuffix, userPrefix, postQuery, marks, hasSystem);
  }
}
