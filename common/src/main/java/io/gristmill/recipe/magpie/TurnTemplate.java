package io.gristmill.recipe.magpie;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;

/**
 * How a family of models writes a user's turn and the beginning of the answer to it, exact to the
 * character.
 *
 * @param bosText of every text
 * @param systemPrefix in front of a system text
 * @param systemSuffix behind it
 * @param userPrefix in front of what the user says: the pre-query template
 * @param postQuery between that and the answer
 * @param stop marks of turns that end what the model makes up
 * @param hasSystem whether there is a place for a system text
 */
public record TurnTemplate(
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

  /** The families that are known; {@code own} is made from the settings. */
  public enum Preset {
    LLAMA_3,
    QWEN,
    GEMMA,
    PHI_3,
    CHATML,
    CUSTOM
  }

  /** The template of a known family. */
  public static TurnTemplate of(Preset family) {
    return switch (family) {
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
      case CUSTOM -> throw new IllegalArgumentException("the own template is in the settings");
    };
  }

  /** The text after which the model makes up what a user might say. */
  public String preQuery(String system) {
    Require.that(system.isEmpty() || hasSystem, "this template has no place for a system text");
    String before = system.isEmpty() ? "" : systemPrefix + system + systemSuffix;
    return bosText + before + userPrefix;
  }

  /** The text after which the model answers. */
  public String fullPrompt(String instruction) {
    return preQuery("") + instruction + postQuery;
  }

  private TurnTemplate withStop(List<String> marks) {
    return new TurnTemplate(
        bosText, systemPrefix, systemSuffix, userPrefix, postQuery, marks, hasSystem);
  }
}
