package io.gristmill.encode;

/** A tokenizer that adds no tokens of its own accord. */
public interface TextEncoder {

  int[] encode(String text);

  /** The same tokens with their places in the text. */
  TokenizedText encodeWithOffsets(String text);
}
