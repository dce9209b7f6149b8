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
 * The adapted linear layers of a transformer layer, in the order of its tensors; the same in every
 * layer.
 */
record LoraTargets(List<Target> targets) {

  static final LoraTargets NONE = new LoraTargets(List.of());

  LoraTargets {
    targets = List.copyOf(targets);
  }

  /**
   * An adapted linear layer.
   *
   * @param module its name within the transformer layer
   * @param index index of its weight within the transformer layer
   */
  record Target(String module, int index, long inFeatures, long outFeatures) {}

  /**
   * @throws UserException naming every target module that the model does not have, and every linear
   *     layer that is a target in some transformer layers only
   */
  static LoraTargets of(TransformerConfig config, Lora lora) {
    List<Target> all = allLinear(config);
    if (lora.targetModules().equals(List.of(Lora.ALL_LINEAR))) {
      return new LoraTargets(all);
    }
    Problems problems = new Problems();
    for (String module : lora.targetModules()) {
      if (all.stream()
          .allMatch(target -> countMatchingLayers(config, target, List.of(module)) == 0)) {
        problems.add(
            "lora: the layers of %s have no linear layer \"%s\"; they have: %s",
            config.family().architecture(),
            module,
            all.stream().map(Target::module).collect(Collectors.joining(", ")));
      }
    }
    List<Target> chosen = new ArrayList<>();
    for (Target target : all) {
      long layers = countMatchingLayers(config, target, lora.targetModules());
      if (layers == config.sizes().numHiddenLayers()) {
        chosen.add(target);
      } else if (layers > 0) {
        problems.add(
            "lora: %s is a target module in %d of %d layers; it must be one in all or none",
            target.module(), layers, config.sizes().numHiddenLayers());
      }
    }
    problems.throwIfAny();
    return new LoraTargets(chosen);
  }

  /**
   * The number of layers in which the full name of the linear layer, or the end of that name,
   * equals a target, as in peft.
   */
  private static long countMatchingLayers(
      TransformerConfig config, Target target, List<String> modules) {
    Parameters parameters = Parameters.of(config);
    return IntStream.range(0, config.sizes().numHiddenLayers())
        .mapToObj(layer -> parameters.all().get(parameters.layer(layer) + target.index()).name())
        .map(weight -> "." + weight)
        .filter(
            weight ->
                modules.stream().anyMatch(module -> weight.endsWith("." + module + ".weight")))
        .count();
  }

  private static List<Target> allLinear(TransformerConfig config) {
    Parameters parameters = Parameters.of(config);
    List<Target> targets = new ArrayList<>();
    for (int index = 0; index < parameters.tensorsPerLayer(); index++) {
      Parameter parameter = parameters.all().get(parameters.numEmbeddingTensors() + index);
      if (parameter.shape().rank() == 2) {
        targets.add(target(config, parameter, index));
      }
    }
    return targets;
  }

  /** GPT-2 stores the weights of linear layers transposed. */
  private static Target target(TransformerConfig config, Parameter parameter, int index) {
    boolean transposed = config.family() == Family.GPT2;
    Shape shape = parameter.shape();
    return new Target(
        Parameters.module(parameter.name()),
        index,
        shape.size(transposed ? 0 : 1),
        shape.size(transposed ? 1 : 0));
  }

  /** The indices of the adapted weights among all parameters, layer by layer. */
  List<Integer> weightIndices(TransformerConfig config) {
    Parameters parameters = Parameters.of(config);
    return IntStream.range(0, config.sizes().numHiddenLayers())
        .boxed()
        .flatMap(layer -> targets.stream().map(target -> parameters.layer(layer) + target.index()))
        .toList();
  }

  /** The index, within a layer, of the adapter of a linear layer, if it has one. */
  Optional<Integer> adapterOf(String module) {
    return IntStream.range(0, targets.size())
        .boxed()
        .filter(i -> targets.get(i).module().equals(module))
        .findFirst();
  }

  int tensorsPerLayer() {
    return 2 * targets.size();
  }
}
