package io.gristmill.llm;

import java.io.Serializable;

/** What became of a request for good, as the response store keeps it. */
public sealed interface RequestOutcome extends Serializable {

  /** It was answered. */
  record Answered(Answer answer) implements RequestOutcome {}

  /**
   * It was not, and asking the same again would end the same.
   *
   * @param kind neither fatal nor passing: see {@link ModelException.Kind#isAboutTheRequest}
   * @param reason for a person
   */
  record Failed(ModelException.Kind kind, String reason) implements RequestOutcome {}
}
