package io.gristmill.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class QuotasProperties {

  /** The size and weight of a source. */
  record Source(String name, long size, double weight) {}

  @Provide
  Arbitrary<List<Source>> sources() {
    return Combinators.combine(
            Arbitraries.strings().ofMinLength(0).ofMaxLength(4),
            Arbitraries.longs().between(0, 2_000_000),
            Arbitraries.oneOf(
                Arbitraries.just(0.0),
                Arbitraries.just(1.0),
                Arbitraries.doubles().between(1e-6, 1e6).ofScale(6)))
        .as(Source::new)
        .list()
        .ofMaxSize(12)
        .uniqueElements(Source::name);
  }

  @Property
  void quotasAddUpAndStayWithinTheSizes(
      @ForAll("sources") List<Source> sources, @ForAll @LongRange(max = 5_000_000) long total) {
    Map<String, Long> quotas = Quotas.of(sizes(sources), weights(sources), total);
    long all = sources.stream().filter(s -> s.weight() > 0).mapToLong(Source::size).sum();
    assertThat(quotas.values().stream().mapToLong(q -> q).sum()).isEqualTo(Math.min(total, all));
    for (Source source : sources) {
      assertThat(quotas.getOrDefault(source.name(), -1L))
          .isBetween(0L, source.weight() > 0 ? source.size() : 0);
    }
  }

  @Property
  void theOrderOfTheSourcesDoesNotMatter(
      @ForAll("sources") List<Source> sources, @ForAll @LongRange(max = 5_000_000) long total) {
    List<Source> reversed = new ArrayList<>(sources);
    Collections.reverse(reversed);
    assertThat(Quotas.of(sizes(reversed), weights(reversed), total))
        .isEqualTo(Quotas.of(sizes(sources), weights(sources), total));
  }

  @Property
  void theMaximumTotalKeepsTheProportionsAndOneMoreRowWouldNot(
      @ForAll("sources") List<Source> sources) {
    Map<String, Long> sizes = sizes(sources);
    Map<String, Double> weights = weights(sources);
    long total = Quotas.maxTotal(sizes, weights);
    double sum = sources.stream().filter(s -> s.size() > 0).mapToDouble(Source::weight).sum();
    Map<String, Long> quotas = Quotas.of(sizes, weights, total);
    for (Source source : sources) {
      if (source.size() > 0 && source.weight() > 0) {
        double exact = total * source.weight() / sum;
        assertThat((double) quotas.getOrDefault(source.name(), -1L))
            .isBetween(exact - 1.001, exact + 1.001);
      }
    }
    boolean fits =
        sources.stream()
            .filter(s -> s.size() > 0 && s.weight() > 0)
            .allMatch(s -> (total + 1) * s.weight() / sum <= s.size() * (1 - 1e-12));
    assertThat(fits).isEqualTo(sources.stream().noneMatch(s -> s.size() > 0 && s.weight() > 0));
  }

  @Property
  void aLargerMixtureGivesEverySourceAtLeastAsMuchUpToRounding(
      @ForAll("sources") List<Source> sources, @ForAll @LongRange(max = 1_000_000) long total) {
    Map<String, Long> less = Quotas.of(sizes(sources), weights(sources), total);
    Map<String, Long> more = Quotas.of(sizes(sources), weights(sources), total + total / 2 + 1);
    less.forEach(
        (name, quota) ->
            assertThat(more.getOrDefault(name, -1L)).isGreaterThanOrEqualTo(quota - 1));
  }

  private static Map<String, Long> sizes(List<Source> sources) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sources.forEach(source -> sizes.put(source.name(), source.size()));
    return sizes;
  }

  private static Map<String, Double> weights(List<Source> sources) {
    Map<String, Double> weights = new LinkedHashMap<>();
    sources.forEach(source -> weights.put(source.name(), source.weight()));
    return weights;
  }
}
