package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TokenStoreProperties {

  @Property(tries = 60)
  void labelsAreThoseOfTheExamples(
      @ForAll @Size(max = 8) List<@Size(min = 1, max = 9) List<@IntRange(max = 5) Integer>> rows,
      @ForAll long answers) {
    TokenStore store = new TokenStore();
    List<TokenExample> examples = new ArrayList<>();
    for (List<Integer> row : rows) {
      BitSet places = BitSet.valueOf(new long[] {answers >>> examples.size()});
      examples.add(TokenExample.of(places, row.stream().mapToInt(Integer::intValue).toArray()));
      store.add(examples.get(examples.size() - 1));
    }
    for (int i = 0; i < examples.size(); i++) {
      int length = examples.get(i).length();
      long[] ids = new long[length];
      long[] labels = new long[length];
      store.copy(i, ids, labels, 0);
      assertThat(ids).isEqualTo(Arrays.stream(examples.get(i).toArray()).asLongStream().toArray());
      assertThat(labels)
          .isEqualTo(
              Arrays.stream(examples.get(i).labels(LossOn.RESPONSE)).asLongStream().toArray());
    }
  }
}
