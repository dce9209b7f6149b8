package io.gristmill.lesson;

import io.gristmill.tokens.PairTokens;

/** What a record is to a model that learns preferences: two answers, tokens of them, or why not. */
public sealed interface PairReading permits PairLesson, PairReading.Ready, Unusable {

  /** Tokens that were made before. */
  record Ready(PairTokens pair) implements PairReading {}
}
