package io.gristmill.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepFirstTest {

  @Test
  void ofAChainOnlyTheMiddleIsRemoved() {
    KeepFirst rule = new KeepFirst();
    assertThat(rule.removes(0, 1)).isTrue();
    assertThat(rule.removes(1, 2)).isFalse();
  }

  @Test
  void theFirstKeptRowIsTheOnlyMatch() {
    KeepFirst rule = new KeepFirst();
    assertThat(rule.removes(0, 5)).isTrue();
    assertThat(rule.removes(3, 5)).isFalse();
    assertThat(rule.removes(3, 9)).isTrue();
    assertThat(rule.removes(5, 9)).isFalse();
  }

  @Test
  void unsortedPairsAreRejected() {
    KeepFirst rule = new KeepFirst();
    rule.removes(1, 7);
    assertThatThrownBy(() -> rule.removes(2, 6))
        .hasMessage("pairs must come sorted by (right, left): (2, 6) after (1, 7)");
  }

  @Test
  void positionsFarApartAndNegativeOnesAreKeptApart() {
    PositionSet set = new PositionSet();
    List<Long> positions = List.of(-1L, 0L, 63L, 64L, 65_535L, 65_536L, 1L << 40, Long.MAX_VALUE);
    for (long position : positions) {
      assertThat(set.contains(position)).isFalse();
      assertThat(set.add(position)).isTrue();
      assertThat(set.add(position)).isFalse();
    }
    assertThat(positions).allMatch(set::contains);
    assertThat(set.contains(1)).isFalse();
  }

  @Test
  void theRootIsTheSmallestPositionWhateverTheOrderOfPairs() {
    assertThat(roots(new long[][] {{7, 9}, {3, 9}, {1, 2}}))
        .containsExactly("1>1", "2>1", "3>3", "7>3", "9>3");
    assertThat(roots(new long[][] {{1, 2}, {3, 9}, {7, 9}}))
        .containsExactly("1>1", "2>1", "3>3", "7>3", "9>3");
  }

  @Test
  void aMillionRowsInOneChainAreOneComponent() {
    ConnectedComponents components = new ConnectedComponents();
    for (int i = 1_000_000; i > 0; i--) {
      assertThat(components.join(i - 1, i)).isTrue();
    }
    assertThat(components.join(0, 1_000_000)).isFalse();
    assertThat(components.size()).isEqualTo(1_000_001);
    assertThat(components.root(0)).isZero();
  }

  private static List<String> roots(long[][] pairs) {
    ConnectedComponents components = new ConnectedComponents();
    for (long[] pair : pairs) {
      components.join(pair[0], pair[1]);
    }
    List<String> roots = new ArrayList<>();
    for (int node = 0; node < components.size(); node++) {
      roots.add(components.position(node) + ">" + components.root(node));
    }
    return roots.stream().sorted().toList();
  }
}
