package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Parameter.Start;
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
 * @param targets linear maps of the layers by their names or the ends of them, such as {@code
 *     q_proj} or {@code attn.c_proj}, the same in every layer; or {@link #ALL} alone
 */
public record Lora(int rank, double alpha, double dropout, List<String> targets) {

  /** Every linear map of every layer; not the head. */
  public static final String ALL = "all-linear";

  public Lora {
    targets = List.copyOf(targets);
    Require.that(rank >= 1, "the rank of adapters must be 1 or more, was %d", rank);
    Require.that(alpha > 0, "alpha of adapters must be above 0, was %s", alpha);
    Require.that(
        dropout >= 0 && dropout < 1, "dropout of adapters must be in [0, 1), was %s", dropout);
    Require.that(!targets.isEmpty(), "adapters need a target at least, such as %s", ALL);
  }

  /** Factor of the product of an adapter's matrices. */
  public double scale() {
    return alpha / rank;
  }

  /**
   * The tensors of the adapters in the order in which functions take them: layer by layer, of each
   * map A and B. Their names are those of peft's files.
   *
   * @throws UserException naming a target that the model has not
   */
  public List<Parameter> parameters(ModelConfig config) {
    Parameters base = Parameters.of(config);
    List<LoraSites.Site> sites = LoraSites.of(config, this).sites();
    List<Parameter> all = new ArrayList<>();
    for (int layer = 0; layer < config.sizes().layers(); layer++) {
      for (LoraSites.Site site : sites) {
        String weight = base.all().get(base.layer(layer) + site.place()).name();
        String module = "base_model.model." + weight.substring(0, weight.lastIndexOf('.'));
        Shape down = Shape.of(rank, site.in());
        Shape up = Shape.of(site.out(), rank);
        all.add(new Parameter(module + ".lora_A.weight", down, Start.KAIMING));
        all.add(new Parameter(module + ".lora_B.weight", up, Start.ZEROS));
      }
    }
    return all;
  }

  /** The names, within a layer, of the linear maps that have adapters. */
  public List<String> modules(ModelConfig config) {
    return LoraSites.of(config, this).sites().stream().map(LoraSites.Site::module).toList();
  }
}
