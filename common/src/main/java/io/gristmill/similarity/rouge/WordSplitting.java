package io.gristmill.similarity.rouge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What counts as a token of ROUGE-L. On ASCII text both choices yield the same tokens. */
public enum WordSplitting {
  /** Words of every script, and single characters where words are not spaced; our default. */
  UNICODE {
    @Override
    public void forEach(String text, Consumer<String> sink) {
      RougeTokens.unicode(text, sink);
    }
  },
  /** The tokens of Google's rouge-score: Korean, Chinese and all other scripts have none. */
  ASCII {
    @Override
    public void forEach(String text, Consumer<String> sink) {
      RougeTokens.ascii(text, sink);
    }
  };

  /** Hands each token of {@code text} to {@code sink}, in text order; none is empty. */
  public abstract void forEach(String text, Consumer<String> sink);

  /** The tokens of {@code text} in text order. */
  public final List<String> split(String text) {
    List<String> tokens = new ArrayList<>();
    forEach(text, tokens::add);
    return tokens;
  }
}
