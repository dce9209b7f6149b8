package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TokenStoreProperties {

  @Property(tries = 60)
  void labelsAreThoseOfThePlainCollation(
      @ForAll @Size(max = 8) List<@Size(min = 1, max = 9) List<@IntRange(max = 5) Integer>> rows,
      @ForAll LossOn lossOn,
      @ForAll long answers) {
    TokenStore store = new TokenStore(lossOn);
    List<TokenExample> examples = new ArrayList<>();
    for (List<Integer> row : rows) {
      BitSet places = BitSet.valueOf(new long[] {answers >>> examples.size()});
      examples.add(TokenExample.of(places, row.stream().mapToInt(Integer::intValue).toArray()));
      store.add(examples.get(examples.size() - 1));
    }
    TokenRows collated = new PlainCollation(0, lossOn).collate(examples);
    assertThat(store.countLabels()).isEqualTo(collated.countLabels());
    for (int i = 0; i < examples.size(); i++) {
      int length = examples.get(i).length();
      long[] ids = new long[length];
      long[] labels = new long[length];
      store.copy(i, ids, labels, 0);
      for (int place = 0; place < length; place++) {
        assertThat(ids[place]).isEqualTo(collated.ids().get(i).get(place).longValue());
        assertThat(labels[place]).isEqualTo(collated.labels().get(i).get(place).longValue());
      }
    }
  }
}
