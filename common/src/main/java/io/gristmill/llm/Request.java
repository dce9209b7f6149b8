package io.gristmill.llm;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * One question to one model: all that the answer depends on, and nothing else. Two equal requests
 * have one answer in the response store.
 *
 * @param model the name that the server knows it by
 * @param sample from 0; tells several answers to one question apart
 */
public record Request(String model, Prompt prompt, SamplingParams sampling, int sample)
    implements Serializable {

  public Request {
    Require.that(sample >= 0, "sample must not be negative, was %d", sample);
  }
}
