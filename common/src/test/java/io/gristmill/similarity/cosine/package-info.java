/** Tests of the exact cosine near-duplicate search; start at {@code NearDuplicateFinderTest}. */
@NullMarked
package io.gristmill.similarity.cosine;

import org.jspecify.annotations.NullMarked;
