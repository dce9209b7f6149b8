package io.gristmill.jobs.train.model;

/**
 * Fills the slots of parameters and linear layers by their Hugging Face names, those of a
 * transformer layer without the layer's prefix: {@code {{attn.c_attn.weight}}} becomes {@code
 * p[first + 2]}, and {@code {{attn.c_attn(x)}}} a call of the linear layer, with its LoRA adapter
 * if it has one.
 */
final class ParameterSlots {

  private final TransformerConfig config;
  private final Parameters parameters;
  private final LoraTargets adapted;

  private ParameterSlots(TransformerConfig config, Parameters parameters, LoraTargets adapted) {
    this.config = config;
    this.parameters = parameters;
    this.adapted = adapted;
  }

  static void add(
      ScriptSlots slots, TransformerConfig config, Parameters parameters, LoraTargets adapted) {
    ParameterSlots parameterSlots = new ParameterSlots(config, parameters, adapted);
    parameterSlots.addOutsideLayers(slots);
    parameterSlots.addOfLayer(slots);
  }

  private void addOutsideLayers(ScriptSlots slots) {
    for (int i = 0; i < parameters.all().size(); i++) {
      if (!parameters.isInLayer(i)) {
        slots.with(parameters.all().get(i).name(), "p[" + i + "]");
      }
    }
    slots.with("lm_head.weight", "p[" + parameters.headIndex() + "]");
  }

  private void addOfLayer(ScriptSlots slots) {
    for (String name : parameters.namesInLayer()) {
      slots.with(name, inLayer(name));
      if (name.endsWith(".weight")) {
        String module = name.substring(0, name.lastIndexOf('.'));
        slots.withFunction(module, x -> linear(module, x));
      }
    }
  }

  private String inLayer(String name) {
    return "p[first + " + parameters.indexInLayer(name) + "]";
  }

  /** Source of a linear layer's result, where {@code x} is the source of its input. */
  private String linear(String module, String x) {
    String stored = inLayer(module + ".weight");
    String weight = config.family() == Family.GPT2 ? stored + ".t()" : stored;
    String bias = parameters.has(module + ".bias") ? inLayer(module + ".bias") : "None";
    return adapted
        .adapterOf(module)
        .map(
            n ->
                "self.lora_linear(%s, %s, %s, p, adapter + %d, train)"
                    .formatted(x, weight, bias, 2 * n))
        .orElse("self.linear(%s, %s, %s)".formatted(x, weight, bias));
  }
}
