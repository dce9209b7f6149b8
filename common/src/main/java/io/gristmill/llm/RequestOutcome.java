package io.gristmill.llm;

import java.io.Serializable;

/** Final outcome of a request, as stored in the response store. */
public sealed interface RequestOutcome extends Serializable {

  /** The model answered. */
  record Answered(Answer answer) implements RequestOutcome {}

  /**
   * The request failed permanently; a retry would fail again.
   *
   * @param kind satisfies {@link ModelException.Kind#isAboutTheRequest}
   * @param reason explanation for the user
   */
  record Failed(ModelException.Kind kind, String reason) implements RequestOutcome {}
}
