package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.LlmsFromScratchDpoCollation;
import java.util.Arrays;

/** Collates pairs as the DPO notebook of LLMs-from-scratch does. */
record LlmsFromScratchPairLayout(PairSet pairs, int padToken) implements PairSet.PairLayout {

  @Override
  public Batch batch(int[] indices) {
    return CollatedLayout.toBatch(
        new LlmsFromScratchDpoCollation(padToken, true, Integer.MAX_VALUE)
            .collate(Arrays.stream(indices).mapToObj(pairs::get).toList()));
  }
}
