package io.gristmill.tokens;

import java.util.List;

/** Makes rows of examples; each example is one row, in the same order. */
@FunctionalInterface
public interface Collation {

  TokenRows collate(List<TokenExample> examples);
}
