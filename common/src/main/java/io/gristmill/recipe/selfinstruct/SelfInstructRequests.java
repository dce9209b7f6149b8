package io.gristmill.recipe.selfinstruct;

import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.text.PythonText;
import java.util.Map;

/** Makes the requests of the recipe's steps. */
record SelfInstructRequests(SelfInstructConfig config, String model) {

  /** Prompts that happen to be equal are asked anew in a later round. */
  Request proposal(String prompt, int round) {
    return request(prompt, config.sampling().propose(), round);
  }

  Request classification(String instruction) {
    return request(
        filled(config.prompts().classify(), instruction), config.sampling().classify(), 0);
  }

  Request instances(String prompt, boolean classification) {
    SelfInstructConfig.StepSampling decodings = config.sampling();
    return request(prompt, classification ? decodings.outputFirst() : decodings.inputFirst(), 0);
  }

  /** The prompt for instances; it ends with the line of the instruction. */
  String instancesPrompt(String instruction, boolean classification) {
    SelfInstructConfig.Prompts prompts = config.prompts();
    return filled(classification ? prompts.outputFirst() : prompts.inputFirst(), instruction)
        + "\n";
  }

  private String filled(PromptTemplate template, String instruction) {
    return template.render(
        Map.of(
            "instruction", PythonText.strip(instruction),
            "language", config.language(),
            "count", String.valueOf(config.maxInstances())));
  }

  private Request request(String prompt, SamplingParams decoding, int sample) {
    String system = config.prompts().system().render(Map.of());
    return new Request(model, config.form().of(system, prompt), decoding, sample);
  }
}
