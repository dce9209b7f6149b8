package io.gristmill.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.IntStream;

/** A tokenizer from a function; offsets need one token per character. */
record TestEncoder(Function<String, int[]> tokens) implements TextEncoder {

  @Override
  public int[] encode(String text) {
    return tokens.apply(text);
  }

  @Override
  public TokenizedText encodeWithOffsets(String text) {
    int[] ids = encode(text);
    assertThat(ids).hasSameSizeAs(text.codePoints().toArray());
    return new TokenizedText(
        ids,
        IntStream.range(0, ids.length).toArray(),
        IntStream.rangeClosed(1, ids.length).toArray());
  }
}
