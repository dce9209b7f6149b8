package io.gristmill.lesson;

import io.gristmill.tokens.TokenExample;

/** What a record is to a model that learns from it: a text, tokens, or why it is neither. */
public sealed interface LessonReading permits Lesson, LessonReading.Ready, Unusable {

  /**
   * Tokens that were made before.
   *
   * @param example with what is learned of it
   */
  record Ready(TokenExample example) implements LessonReading {}
}
