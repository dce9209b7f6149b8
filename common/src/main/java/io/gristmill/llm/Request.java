package io.gristmill.llm;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * A request to a model: everything that the answer depends on and nothing else. Equal requests
 * share one answer in the response store.
 *
 * @param model model name on the server
 * @param sample number that distinguishes several answers to the same prompt, from 0
 */
public record Request(String model, Prompt prompt, SamplingParams sampling, int sample)
    implements Serializable {

  public Request {
    Require.that(sample >= 0, "sample must not be negative, was %d", sample);
  }
}
