package io.gristmill.jobs.train.model;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The linear maps of a layer that have adapters, in the order of the layer's tensors; every layer
 * has the same.
 */
record LoraTargets(List<Target> targets) {

  /** A model without adapters. */
  static final LoraTargets NONE = new LoraTargets(List.of());

  LoraTargets {
    targets = List.copyOf(targets);
  }

  /**
   * A linear map.
   *
   * @param module its name within the layer
   * @param index of its weight within the layer
   * @param inFeatures elements of its input
   * @param outFeatures elements of its output
   */
  record Target(String module, int index, long inFeatures, long outFeatures) {}

  /**
   * @throws UserException naming every target that the model has not, and every map that is a
   *     target in some layers and not in others
   */
  static LoraTargets of(TransformerConfig config, Lora lora) {
    List<Target> all = allLinear(config);
    if (lora.targetModules().equals(List.of(Lora.ALL_LINEAR))) {
      return new LoraTargets(all);
    }
    Problems problems = new Problems();
    for (String target : lora.targetModules()) {
      if (all.stream().allMatch(site -> countMatchingLayers(config, site, List.of(target)) == 0)) {
        problems.add(
            "adapters: the layers of %s have no linear map \"%s\"; these are: %s",
            config.family().architecture(),
            target,
            all.stream().map(Target::module).collect(Collectors.joining(", ")));
      }
    }
    List<Target> chosen = new ArrayList<>();
    for (Target site : all) {
      long layers = countMatchingLayers(config, site, lora.targetModules());
      if (layers == config.sizes().numHiddenLayers()) {
        chosen.add(site);
      } else if (layers > 0) {
        problems.add(
            "adapters: %s is a target in %d of %d layers; all or none are supported",
            site.module(), layers, config.sizes().numHiddenLayers());
      }
    }
    problems.throwIfAny();
    return new LoraTargets(chosen);
  }

  /** In how many layers the map is a target as peft matches: by its whole name, or its end. */
  private static long countMatchingLayers(
      TransformerConfig config, Target site, List<String> targets) {
    Parameters parameters = Parameters.of(config);
    return IntStream.range(0, config.sizes().numHiddenLayers())
        .mapToObj(layer -> parameters.all().get(parameters.layer(layer) + site.index()).name())
        .map(weight -> "." + weight)
        .filter(
            weight ->
                targets.stream().anyMatch(target -> weight.endsWith("." + target + ".weight")))
        .count();
  }

  private static List<Target> allLinear(TransformerConfig config) {
    Parameters parameters = Parameters.of(config);
    List<Target> sites = new ArrayList<>();
    for (int place = 0; place < parameters.tensorsPerLayer(); place++) {
      Parameter parameter = parameters.all().get(parameters.numEmbeddings() + place);
      if (parameter.shape().rank() == 2) {
        sites.add(target(config, parameter, place));
      }
    }
    return sites;
  }

  /** GPT-2 stores its matrices transposed. */
  private static Target target(TransformerConfig config, Parameter parameter, int place) {
    boolean transposed = config.family() == Family.GPT2;
    Shape shape = parameter.shape();
    return new Target(
        Parameters.module(parameter.name()),
        place,
        shape.size(transposed ? 0 : 1),
        shape.size(transposed ? 1 : 0));
  }

  /** The places of the maps' weights in the whole model, layer by layer. */
  List<Integer> weightIndices(TransformerConfig config) {
    Parameters parameters = Parameters.of(config);
    return IntStream.range(0, config.sizes().numHiddenLayers())
        .boxed()
        .flatMap(layer -> targets.stream().map(site -> parameters.layer(layer) + site.index()))
        .toList();
  }

  /** The number of the map's adapter within a layer, if it has one. */
  Optional<Integer> adapterOf(String module) {
    return IntStream.range(0, targets.size())
        .boxed()
        .filter(i -> targets.get(i).module().equals(module))
        .findFirst();
  }

  /** Tensors of a layer's adapters. */
  int tensorsPerLayer() {
    return 2 * targets.size();
  }
}
