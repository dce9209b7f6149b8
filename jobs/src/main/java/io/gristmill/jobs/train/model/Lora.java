package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Parameter.Initialization;
import io.gristmill.jobs.train.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Adapters of low rank (Hu et al. 2021), as peft has them: a linear map with weight W becomes
 * {@code x W^T + alpha / rank * (drop(x) A^T) B^T}, where A is (rank, in) and B (out, rank). B
 * begins with zeros, so that a fresh adapter changes nothing.
 *
 * @param rank at least 1
 * @param alpha above 0, often once or twice the rank
 * @param dropout share of the adapter's input set to 0 in training, in [0, 1)
 * @param targetModules linear maps of the layers by their names or the ends of them, such as {@code
 *     q_proj} or {@code attn.c_proj}, the same in every layer; or {@link #ALL_LINEAR} alone
 */
public record Lora(int rank, double alpha, double dropout, List<String> targetModules) {

  /** Every linear map of every layer; not the head. */
  public static final String ALL_LINEAR = "all-linear";

  public Lora {
    targetModules = List.copyOf(targetModules);
    Require.that(rank >= 1, "the rank of adapters must be 1 or more, was %d", rank);
    Require.that(alpha > 0, "alpha of adapters must be above 0, was %s", alpha);
    Require.that(
        dropout >= 0 && dropout < 1, "dropout of adapters must be in [0, 1), was %s", dropout);
    Require.that(
        !targetModules.isEmpty(), "adapters need a target at least, such as %s", ALL_LINEAR);
  }

  /** Factor of the product of an adapter's matrices. */
  public double scaling() {
    return alpha / rank;
  }

  /**
   * The tensors of the adapters in the order in which functions take them: layer by layer, of each
   * map A and B. Their names are those of peft's files.
   *
   * @throws UserException naming a target that the model has not
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

  /** The names, within a layer, of the linear maps that have adapters. */
  public List<String> adaptedModules(TransformerConfig config) {
    return LoraTargets.of(config, this).targets().stream().map(LoraTargets.Target::module).toList();
  }
}
