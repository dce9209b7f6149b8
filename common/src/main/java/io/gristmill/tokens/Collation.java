package io.gristmill.tokens;

import java.util.List;

/** Collates examples to the rows of a batch; each example is one row, in the same order. */
@FunctionalInterface
public interface Collation {

  TokenRows collate(List<TokenExample> examples);
}
