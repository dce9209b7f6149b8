package io.gristmill.similarity.cosine;

import io.gristmill.testing.Golden;
import org.junit.jupiter.api.Test;

class NearDup5kGoldenTest {

  @Test
  void pairsOfMixedLanguagesAreThoseOfScikitLearn() {
    GoldenPairs.check(
        Golden.document("near_dup_5k_summary"),
        Golden.rows("near_dup_5k_records"),
        Golden.rows("near_dup_5k_pairs"));
  }
}
