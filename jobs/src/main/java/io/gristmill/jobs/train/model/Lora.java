package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Parameter.Initialization;
import io.gristmill.jobs.train.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Low-rank adapters (LoRA, Hu et al. 2021) as implemented by peft: a linear layer with weight W
 * computes {@code x W^T + alpha / rank * (dropout(x) A^T) B^T}, where A is (rank, in) and B is
 * (out, rank). B is zero at first, so that a new adapter changes nothing.
 *
 * @param rank peft's {@code r}, >= 1
 * @param alpha peft's {@code lora_alpha}, > 0, often one or two times the rank
 * @param dropout dropout probability of the adapter's input in training, in [0, 1)
 * @param targetModules the adapted linear layers by name or end of the name, such as {@code q_proj}
 *     or {@code attn.c_proj}, the same in every layer; or {@link #ALL_LINEAR} alone
 */
public record Lora(int rank, double alpha, double dropout, List<String> targetModules) {

  /** Every linear layer of the transformer layers, but not the language model head. */
  public static final String ALL_LINEAR = "all-linear";

  public Lora {
    targetModules = List.copyOf(targetModules);
    Require.that(rank >= 1, "the rank of adapters must be >= 1, was %d", rank);
    Require.that(alpha > 0, "the alpha of adapters must be > 0, was %s", alpha);
    Require.that(
        dropout >= 0 && dropout < 1, "the dropout of adapters must be in [0, 1), was %s", dropout);
    Require.that(
        !targetModules.isEmpty(),
        "adapters need at least one target module, such as %s",
        ALL_LINEAR);
  }

  /** The factor of an adapter's product B A: alpha / rank. */
  public double scaling() {
    return alpha / rank;
  }

  /**
   * The tensors of the adapters in the order in which TorchScript methods take them: layer by
   * layer, A and B of each adapted linear layer, under the names of peft's files.
   *
   * @throws UserException naming a target module that the model does not have
   */
  public List<Parameter> parameters(TransformerConfig config) {
    Parameters base = Parameters.of(config);
    List<LoraTargets.Target> targets = LoraTargets.of(config, this).targets();
    List<Parameter> all = new ArrayList<>();
    for (int layer = 0; layer < config.sizes().numHiddenLayers(); layer++) {
      for (LoraTargets.Target target : targets) {
        String weight = base.all().get(base.layer(layer) + target.index()).name();
        String module = "base_model.model." + weight.substring(0, weight.lastIndexOf('.'));
        Shape down = Shape.of(rank, target.inFeatures());
        Shape up = Shape.of(target.outFeatures(), rank);
        all.add(new Parameter(module + ".lora_A.weight", down, Initialization.KAIMING));
        all.add(new Parameter(module + ".lora_B.weight", up, Initialization.ZEROS));
      }
    }
    return all;
  }

  /** The names, within a layer, of the adapted linear layers. */
  public List<String> adaptedModules(TransformerConfig config) {
    return LoraTargets.of(config, this).targets().stream().map(LoraTargets.Target::module).toList();
  }
}
