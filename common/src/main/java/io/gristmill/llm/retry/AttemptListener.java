package io.gristmill.llm.retry;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;

/** Receives every attempt, in the calling thread; a budget acquires and releases quota here. */
public interface AttemptListener {

  /** Ignores all attempts. */
  AttemptListener NONE = new AttemptListener() {};

  /**
   * Called before an attempt; may block until the attempt is allowed.
   *
   * <p>An unchecked exception ends the request, for example if the budget is used up.
   *
   * @param attempt number of the attempt, from 1, including 429s
   */
  default void beforeAttempt(Request request, int attempt) throws InterruptedException {}

  /** Called after a successful attempt. */
  default void onAnswer(Request request, Answer answer) {}

  /** Called after a failed attempt; a retry may follow. */
  default void onFailure(Request request, ModelException failure) {}

  /** Called after a cancelled attempt or an unexpected exception. */
  default void onAbandoned(Request request) {}
}
