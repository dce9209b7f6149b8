package io.gristmill.llm.retry;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;

/** Told about every attempt, in the thread that makes it; a budget takes and returns quota here. */
public interface AttemptListener {

  /** Does nothing. */
  AttemptListener NONE = new AttemptListener() {};

  /**
   * An attempt is about to be made; may block until it is allowed.
   *
   * <p>An unchecked exception ends the request instead, as when a budget is used up.
   *
   * @param attempt from 1, 429s counted
   */
  default void beforeAttempt(Request request, int attempt) throws InterruptedException {}

  /** The attempt that {@link #beforeAttempt} announced was answered. */
  default void onAnswer(Request request, Answer answer) {}

  /** The attempt that {@link #beforeAttempt} announced was not answered; it may be made again. */
  default void onFailure(Request request, ModelException failure) {}

  /**
   * The attempt that {@link #beforeAttempt} announced was cancelled, or failed by a defect of ours.
   */
  default void onAbandoned(Request request) {}
}
