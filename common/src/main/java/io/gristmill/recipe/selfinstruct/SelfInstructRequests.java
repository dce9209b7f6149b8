package io.gristmill.recipe.selfinstruct;

import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.text.PythonText;
import java.util.Map;

/** Builds the requests of the recipe's steps. */
record SelfInstructRequests(SelfInstructConfig config, String model) {

  /** Uses the round as sample number, so that an equal prompt of a later round is sent again. */
  Request proposal(String prompt, int round) {
    return request(prompt, config.sampling().propose(), round);
  }

  Request classification(String instruction) {
    return request(
        render(config.prompts().classify(), instruction), config.sampling().classify(), 0);
  }

  Request instances(String prompt, boolean classification) {
    SelfInstructConfig.StepSampling sampling = config.sampling();
    return request(prompt, classification ? sampling.outputFirst() : sampling.inputFirst(), 0);
  }

  /** Prompt for instances; ends with the line of the instruction. */
  String instancesPrompt(String instruction, boolean classification) {
    SelfInstructConfig.Prompts prompts = config.prompts();
    return render(classification ? prompts.outputFirst() : prompts.inputFirst(), instruction)
        + "\n";
  }

  private String render(PromptTemplate template, String instruction) {
    return template.render(
        Map.of(
            "instruction", PythonText.strip(instruction),
            "language", config.language(),
            "count", String.valueOf(config.maxInstances())));
  }

  private Request request(String prompt, SamplingParams sampling, int sample) {
    String system = config.prompts().system().render(Map.of());
    return new Request(model, config.form().of(system, prompt), sampling, sample);
  }
}
