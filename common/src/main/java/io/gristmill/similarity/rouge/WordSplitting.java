package io.gristmill.similarity.rouge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How ROUGE-L splits texts into tokens. Both ways yield the same tokens for ASCII text. */
public enum WordSplitting {
  /** Words of every script, single characters in scripts without spaces; the default. */
  UNICODE {
    @Override
    public void forEach(String text, Consumer<String> sink) {
      RougeTokens.unicode(text, sink);
    }
  },
  /** The tokens of Google's rouge-score; Korean, Chinese and other scripts have none. */
  ASCII {
    @Override
    public void forEach(String text, Consumer<String> sink) {
      RougeTokens.ascii(text, sink);
    }
  };

  /** Passes each token of {@code text} to {@code sink}, in text order; no token is empty. */
  public abstract void forEach(String text, Consumer<String> sink);

  /** Returns the tokens of {@code text} in text order. */
  public final List<String> split(String text) {
    List<String> tokens = new ArrayList<>();
    forEach(text, tokens::add);
    return tokens;
  }
}
