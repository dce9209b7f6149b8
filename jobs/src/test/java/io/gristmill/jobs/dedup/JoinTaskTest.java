package io.gristmill.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.cosine.FeatureOrder;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.NgramVocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinTaskTest {

  private static final JoinCost COST = cost();

  @Test
  void everyPairOfPartsIsOneTaskOrAllOfItsSlices() {
    List<JoinTask> tasks = JoinTask.plan(parts(60_000, 100, 60_000, 600_000), COST, 8);
    Map<List<Integer>, List<Integer>> slices = new TreeMap<>(Comparator.comparing(List::toString));
    for (JoinTask task : tasks) {
      slices
          .computeIfAbsent(pair(task), pair -> new ArrayList<>())
          .add(task.slice().index() * 1000 + task.slice().count());
    }
    assertThat(slices).hasSize(10);
    slices.forEach(
        (pair, found) -> {
          int of = found.get(0) % 1000;
          assertThat(found.stream().map(k -> k / 1000).sorted().toList())
              .as("%s", pair)
              .isEqualTo(IntStream.range(0, of).boxed().toList());
        });
    assertThat(slices).containsEntry(List.of(2, 2), List.of(1));
    assertThat(slices.get(List.of(4, 4))).hasSizeGreaterThan(1);
  }

  @Test
  void noTaskCostsMoreThanTwiceTheMedianPairOfParts() {
    List<JoinPart> parts = parts(70_000, 70_000, 70_000, 70_000, 700_000);
    double median =
        JoinTask.plan(parts, COST, 1).stream()
            .collect(Collectors.groupingBy(JoinTaskTest::pair))
            .values()
            .stream()
            .mapToDouble(slices -> slices.stream().mapToDouble(JoinTask::nanos).sum())
            .sorted()
            .toArray()[7];
    assertThat(JoinTask.plan(parts, COST, 1))
        .allMatch(task -> task.nanos() <= 2 * median)
        .anyMatch(task -> task.slice().count() > 1)
        .anyMatch(task -> task.slice().count() == 1);
  }

  @Test
  void fewPartsAreSlicedForManyCoresAtTheSameTotalCost() {
    List<JoinPart> parts = parts(400_000, 400_000);
    List<JoinTask> one = JoinTask.plan(parts, COST, 1);
    List<JoinTask> many = JoinTask.plan(parts, COST, 16);
    assertThat(one).hasSizeLessThan(many.size());
    assertThat(many).hasSizeGreaterThanOrEqualTo(2 * 16);
    double total = one.stream().mapToDouble(JoinTask::nanos).sum();
    assertThat(many.stream().mapToDouble(JoinTask::nanos).sum())
        .isCloseTo(total, within(total * 1e-9));
  }

  @Test
  void smallJoinsAreNotSlicedAndTheMostExpensiveComesFirst() {
    List<JoinTask> tasks = JoinTask.plan(parts(50, 2000, 1), COST, 64);
    assertThat(tasks).hasSize(6).allMatch(task -> task.slice().count() == 1);
    assertThat(tasks)
        .isSortedAccordingTo(Comparator.comparingDouble((JoinTask task) -> -task.nanos()));
    assertThat(pair(tasks.get(0))).isEqualTo(List.of(2, 2));
    assertThat(JoinTask.plan(List.of(), COST, 2)).isEmpty();
  }

  private static List<Integer> pair(JoinTask task) {
    return List.of(task.left().number(), task.right().number());
  }

  /** Parts with the given numbers of vectors and no entries, so that only pairs have a cost. */
  private static List<JoinPart> parts(int... sizes) {
    List<JoinPart> parts = new ArrayList<>();
    for (int size : sizes) {
      int number = parts.size() + 1;
      long[] entries = new long[FeatureOrder.ZONES];
      parts.add(
          new JoinPart(
              new PartFiles.Part(number, "part-" + number, size, size),
              new JoinCost.Shape(size, 8, entries)));
    }
    return parts;
  }

  private static JoinCost cost() {
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    frequencies.add(new GramCounter(NgramRange.DEFAULT).count("some text"), 1);
    NgramVocabulary vocabulary = frequencies.toVocabulary();
    return JoinCost.of(vocabulary, FeatureOrder.of(vocabulary));
  }
}
