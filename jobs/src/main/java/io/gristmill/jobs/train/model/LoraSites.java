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
record LoraSites(List<Site> sites) {

  /** A model without adapters. */
  static final LoraSites NONE = new LoraSites(List.of());

  LoraSites {
    sites = List.copyOf(sites);
  }

  /**
   * A linear map.
   *
   * @param module its name within the layer
   * @param place of its weight within the layer
   * @param in elements of its input
   * @param out elements of its output
   */
  record Site(String module, int place, long in, long out) {}

  /**
   * @throws UserException naming every target that the model has not, and every map that is a
   *     target in some layers and not in others
   */
  static LoraSites of(ModelConfig config, Lora lora) {
    List<Site> all = all(config);
    if (lora.targets().equals(List.of(Lora.ALL))) {
      return new LoraSites(all);
    }
    Problems problems = new Problems();
    for (String target : lora.targets()) {
      if (all.stream().allMatch(site -> layers(config, site, List.of(target)) == 0)) {
        problems.add(
            "adapters: the layers of %s have no linear map \"%s\"; these are: %s",
            config.family().architecture(),
            target,
            all.stream().map(Site::module).collect(Collectors.joining(", ")));
      }
    }
    List<Site> chosen = new ArrayList<>();
    for (Site site : all) {
      long layers = layers(config, site, lora.targets());
      if (layers == config.sizes().layers()) {
        chosen.add(site);
      } else if (layers > 0) {
        problems.add(
            "adapters: %s is a target in %d of %d layers; all or none are supported",
            site.module(), layers, config.sizes().layers());
      }
    }
    problems.throwIfAny();
    return new LoraSites(chosen);
  }

  /** In how many layers the map is a target as peft matches: by its whole name, or its end. */
  private static long layers(ModelConfig config, Site site, List<String> targets) {
    Parameters parameters = Parameters.of(config);
    return IntStream.range(0, config.sizes().layers())
        .mapToObj(layer -> parameters.all().get(parameters.layer(layer) + site.place()).name())
        .map(weight -> "." + weight)
        .filter(
            weight ->
                targets.stream().anyMatch(target -> weight.endsWith("." + target + ".weight")))
        .count();
  }

  private static List<Site> all(ModelConfig config) {
    Parameters parameters = Parameters.of(config);
    List<Site> sites = new ArrayList<>();
    for (int place = 0; place < parameters.perLayer(); place++) {
      Parameter parameter = parameters.all().get(parameters.embeddings() + place);
      if (parameter.shape().rank() == 2) {
        sites.add(site(config, parameter, place));
      }
    }
    return sites;
  }

  /** GPT-2 stores its matrices transposed. */
  private static Site site(ModelConfig config, Parameter parameter, int place) {
    boolean transposed = config.family() == Family.GPT2;
    Shape shape = parameter.shape();
    return new Site(
        Parameters.module(parameter.name()),
        place,
        shape.size(transposed ? 0 : 1),
        shape.size(transposed ? 1 : 0));
  }

  /** The places of the maps' weights in the whole model, layer by layer. */
  List<Integer> places(ModelConfig config) {
    Parameters parameters = Parameters.of(config);
    return IntStream.range(0, config.sizes().layers())
        .boxed()
        .flatMap(layer -> sites.stream().map(site -> parameters.layer(layer) + site.place()))
        .toList();
  }

  /** The number of the map's adapter within a layer, if it has one. */
  Optional<Integer> number(String module) {
    return IntStream.range(0, sites.size())
        .boxed()
        .filter(i -> sites.get(i).module().equals(module))
        .findFirst();
  }

  /** Tensors of a layer's adapters. */
  int perLayer() {
    return 2 * sites.size();
  }
}
