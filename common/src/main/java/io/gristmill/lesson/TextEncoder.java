package io.gristmill.lesson;

/** A tokenizer that adds no tokens of its own accord. */
@FunctionalInterface
public interface TextEncoder {

  int[] encode(String text);
}
