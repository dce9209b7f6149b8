/**
 * Scores of answers: {@link io.gristmill.metric.JudgeScore} parses the score of an LLM judge,
 * {@link io.gristmill.metric.WordPool} finds the most similar text. May use {@code check}, {@code
 * random}, {@code similarity} and {@code text}.
 */
@NullMarked
package io.gristmill.metric;

import org.jspecify.annotations.NullMarked;
