package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.LlmsFromScratchDpoCollation;
import io.gristmill.tokens.LlmsFromScratchDpoCollation.Pair;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Collates pairs as the DPO notebook of LLMs-from-scratch does. */
record LlmsFromScratchPairLayout(PairSet pairs, int padToken) implements PairSet.PairLayout {

  @Override
  public Batch batch(int[] indices) {
    List<Pair> all =
        Arrays.stream(indices).mapToObj(pairs::get).map(LlmsFromScratchPairLayout::pair).toList();
    LlmsFromScratchDpoCollation.Rows rows =
        new LlmsFromScratchDpoCollation(padToken, true, null).collate(all);
    List<List<Integer>> ids = joined(rows.chosen(), rows.rejected());
    List<List<Integer>> masks = joined(rows.chosenMask(), rows.rejectedMask());
    long[] tokens = CollatedLayout.flat(ids);
    long[] scored = CollatedLayout.flat(masks);
    long[] labels =
        IntStream.range(0, tokens.length)
            .mapToLong(i -> scored[i] == 1 ? tokens[i] : TokenRows.IGNORE_INDEX)
            .toArray();
    return Batch.of(ids.size(), ids.get(0).size(), tokens, labels);
  }

  private static Pair pair(PairTokens pair) {
    int[] prompt = pair.prompt();
    return new Pair(list(prompt, pair.chosen()), list(prompt, pair.rejected()), prompt.length);
  }

  private static List<Integer> list(int[] left, int[] right) {
    return IntStream.concat(Arrays.stream(left), Arrays.stream(right)).boxed().toList();
  }

  private static <T> List<T> joined(List<T> left, List<T> right) {
    return new ArrayList<>(Stream.concat(left.stream(), right.stream()).toList());
  }
}
