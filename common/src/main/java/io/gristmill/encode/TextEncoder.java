package io.gristmill.encode;

/** A tokenizer that adds no special tokens by itself. */
public interface TextEncoder {

  int[] encode(String text);

  /** Tokenizes a text and locates each token in it. */
  TokenizedText encodeWithOffsets(String text);
}
