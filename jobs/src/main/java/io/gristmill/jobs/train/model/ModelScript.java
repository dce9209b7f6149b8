package io.gristmill.jobs.train.model;

import io.gristmill.check.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders a model as TorchScript text: joins the resource files that it needs, beginning with
 * {@code decoder.py}, and fills their slots. Java calls the methods below. {@code p} is the list of
 * {@link Parameters}, followed by the tensors of the LoRA adapters; {@code input_ids} and {@code
 * labels} are (B, T) int64, {@code position_ids} (B, T) or (1, T) int64; {@code segment_ids} (B, T)
 * int64 numbers the examples that share a row and has no element if each row is one example:
 *
 * <pre>
 * logits(p, input_ids, position_ids, segment_ids) -> (B, T, V)
 * evaluate(p, input_ids, labels, position_ids, segment_ids) -> [loss, correct]
 * loss_and_gradients(p, input_ids, labels, position_ids, segment_ids, seed, scale) ->
 *     [loss, correct, gradients...]
 * sequence_log_probs(p, input_ids, labels, position_ids, segment_ids) ->
 *     [log-probabilities, labels, correct], each (B)
 * preference_gradients(p, input_ids, labels, position_ids, segment_ids, seed, reference_log_probs,
 *         loss_type, beta, label_smoothing, scale, sft_scale) ->
 *     [losses (B / 2), log-probabilities (B), labels (B), correct (B), gradients...]
 * prepare_for_generation(p), allocate_cache(p, ...), prefill(p, ...), decode(p, ...),
 *     select_rows(p, ...)
 * merged_weights(p) -> adapted weights with their adapters added; with LoRA only
 * </pre>
 *
 * <p>Position t predicts label t + 1; a label of {@link #IGNORE_INDEX} is ignored. {@code loss} is
 * the sum of the labels' negative log-probabilities in nats, {@code correct} (int64) the number of
 * labels that are the most probable token. {@code scale} applies to the gradients, not to the
 * losses. The head is computed only where there is a label.
 *
 * <p>Gradients are with respect to the parameters, or with LoRA to the adapters. If {@code p} ends
 * before the adapters, every method without gradients computes the model without them.
 */
final class ModelScript {

  public static final String NAME = "Decoder";

  /** A label that is left out of the loss, as in PyTorch's cross-entropy. */
  public static final int IGNORE_INDEX = -100;

  private static final String CLASS =
      """
      class Decoder(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  private ModelScript() {}

  /**
   * @param lora adapters, whose tensors then follow the model's in {@code p}
   * @throws UserException naming target modules that the model does not have
   */
  public static String render(
      TransformerConfig config, @Nullable Lora lora, ComputeConfig compute) {
    ScriptSlots slots = ModelSlots.of(config, lora, compute.precision());
    return CLASS
        + files(config, lora, compute.gradientCheckpointing()).stream()
            .map(file -> methods(file, slots))
            .collect(Collectors.joining());
  }

  static List<String> files(
      TransformerConfig config, @Nullable Lora lora, boolean gradientCheckpointing) {
    List<String> files = new ArrayList<>(List.of("decoder"));
    files.addAll(config.family() == Family.GPT2 ? List.of("gpt2") : List.of("llama", "rope"));
    files.add("head");
    files.add(gradientCheckpointing ? "backward_checkpointing" : "backward");
    files.addAll(List.of("preference", "generate"));
    if (lora != null) {
      files.add("lora");
    }
    return files;
  }

  /** The methods of {@code preference.py} for a class of any name. */
  static String preferenceLosses() {
    return methods("preference", ModelSlots.preferenceLosses());
  }

  private static String methods(String file, ScriptSlots slots) {
    return slots.fill(ScriptSlots.file(file)).indent(2);
  }
}
