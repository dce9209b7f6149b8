package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import io.gristmill.similarity.Workers;
import io.gristmill.similarity.cosine.CutTuner.Tuning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the near-duplicates of a column in one JVM: rows whose texts have a TF-IDF cosine over
 * character n-grams above a threshold.
 *
 * <ul>
 *   <li>A null or empty text has no value: its row counts nowhere.
 *   <li>A row whose raw value is a single code point counts for idf and appears in reported pairs,
 *       but is neither removed nor removes other rows.
 *   <li>Rows with equal n-gram counts have cosine 1. A text that normalizes to nothing is similar
 *       to nothing, not even to an equal text.
 * </ul>
 *
 * <p>The result equals that of the definition over all pairs of rows, although equal vectors are
 * joined only once. Under {@code greedy} and {@code earliest-similar}, the removable rows of a
 * group share the match of its first row if that row is removed; otherwise all but the first row
 * match the first row, since any row similar to the first is similar to its copies.
 */
public final class NearDuplicateFinder {

  private final FinderSettings settings;
  private final @Nullable NgramVocabulary frozen;
  private final JoinProgress progress;

  public NearDuplicateFinder(FinderSettings settings) {
    this(settings, null, JoinProgress.NONE);
  }

  /**
   * @param frozen vocabulary that defines the idf, built with the same n-grams; null for the
   *     vocabulary of the texts themselves
   * @param progress receives the progress of the joins
   */
  public NearDuplicateFinder(
      FinderSettings settings, @Nullable NgramVocabulary frozen, JoinProgress progress) {
    this.settings = settings;
    this.frozen = frozen;
    this.progress = progress;
  }

  /** Returns whether a row with this raw value may be removed or cause a removal. */
  public static boolean isRemovable(@Nullable String text) {
    return GroupedTexts.isRemovable(text);
  }

  /** Finds the rows to remove; of a connected component the earliest row is the best. */
  public NearDuplicateResult find(long[] positions, @Nullable String[] texts) {
    return find(positions, texts, null, null);
  }

  /**
   * Finds the rows to remove.
   *
   * @param positions distinct positions that define the order of the rows
   * @param texts values; null or empty for a row without a value
   * @param scores scores for {@link RemovalRule#COMPONENTS}, higher is better, none NaN; or null
   * @param sink receives every pair of rows above the threshold (indexes into the input, the
   *     smaller position first), including rows that are not removable, in an order that does not
   *     depend on threads; or null
   */
  public NearDuplicateResult find(
      long[] positions,
      @Nullable String[] texts,
      double @Nullable [] scores,
      @Nullable PairSink sink) {
    checkScores(texts.length, scores);
    try (Workers workers = new Workers(settings.threads())) {
      GroupedTexts corpus = GroupedTexts.of(positions, texts, settings.range(), frozen, workers);
      return new Search(corpus, positions, scores).run(sink);
    }
  }

  private static void checkScores(int rows, double @Nullable [] scores) {
    if (scores != null) {
      Require.that(scores.length == rows, "%d scores for %d rows", scores.length, rows);
      for (int row = 0; row < rows; row++) {
        Require.that(!Double.isNaN(scores[row]), "the score of row %d is NaN", row);
      }
    }
  }

  /** A search; works on group numbers and translates them to rows of the input. */
  private final class Search {

    private final GroupedTexts corpus;
    private final long[] positions;
    private final double @Nullable [] scores;
    private final FeatureOrder order;
    private final JoinSettings join;
    private final EdgeList edges = new EdgeList(settings.maxPairs());
    private JoinCounters counters = JoinCounters.NONE;
    private long pairs;

    Search(GroupedTexts corpus, long[] positions, double @Nullable [] scores) {
      this.corpus = corpus;
      this.positions = positions;
      this.scores = scores;
      this.order = FeatureOrder.of(corpus.vocabulary);
      this.join = JoinSettings.of(settings.threshold()).withThreads(settings.threads());
    }

    NearDuplicateResult run(@Nullable PairSink sink) {
      Vectors removable = corpus.vectors.head(corpus.removableGroups);
      ZoneNorms norms = ZoneNorms.of(removable, order);
      Tuning tuning = CutTuner.tune(removable, order, norms, join);
      boolean dense = tuning.density() >= settings.denseFraction();
      boolean complete = false;
      if (sink != null) {
        complete = collect(corpus.vectors, ZoneNorms.of(corpus.vectors, order), tuning, sink);
      } else if (!dense) {
        complete = collect(removable, norms, tuning, null);
      }
      RemovalStrategy mode =
          complete && !edges.hasOverflowed() ? RemovalStrategy.PAIRS : RemovalStrategy.ON_THE_FLY;
      List<Removal> removals =
          mode == RemovalStrategy.PAIRS
              ? removeByPairs()
              : removeOnTheFly(removable, norms, tuning);
      return new NearDuplicateResult(
          removals,
          mode,
          complete ? OptionalLong.of(pairs) : OptionalLong.empty(),
          corpus.texts,
          corpus.groups(),
          corpus.vocabulary.size(),
          counters);
    }

    /**
     * Joins all pairs and returns whether it finished. With a sink it never stops early; without
     * one it stops after {@code maxPairs} and returns false.
     */
    private boolean collect(
        Vectors vectors, ZoneNorms norms, Tuning tuning, @Nullable PairSink sink) {
      for (int group = 0; group < vectors.size(); group++) {
        addCopies(group, sink);
      }
      try (TileJoin tiles =
          TileJoin.within(vectors, order, norms, tuning.bound(), join, TileJoin.Filter.NONE)) {
        boolean more = true;
        while (more && (sink != null || !edges.hasOverflowed())) {
          more = tiles.advance((left, right, cosine) -> addPair(left, right, cosine, sink));
          progress.update(tiles.processedPairs(), tiles.totalPairs());
        }
        counters = counters.plus(tiles.counters());
        return !more;
      }
    }

    private void addCopies(int group, @Nullable PairSink sink) {
      long removable = corpus.removable(group).size();
      pairs += removable * (removable - 1) / 2;
      List<Integer> rows = corpus.rows(group);
      for (int i = 0; sink != null && i < rows.size(); i++) {
        for (int j = i + 1; j < rows.size(); j++) {
          sink.pair(rows.get(i), rows.get(j), 1.0);
        }
      }
    }

    private void addPair(int left, int right, double cosine, @Nullable PairSink sink) {
      pairs += (long) corpus.removable(left).size() * corpus.removable(right).size();
      if (right < corpus.removableGroups) {
        edges.add(left, right);
      }
      if (sink != null) {
        for (int a : corpus.rows(left)) {
          for (int b : corpus.rows(right)) {
            boolean ordered = positions[a] < positions[b];
            sink.pair(ordered ? a : b, ordered ? b : a, cosine);
          }
        }
      }
    }

    private List<Removal> removeByPairs() {
      edges.sort();
      int groups = corpus.removableGroups;
      return switch (settings.rule()) {
        case EARLIEST_SIMILAR -> toRemovals(PairRules.earliest(edges, groups));
        case GREEDY -> toRemovals(PairRules.greedy(edges, groups));
        case COMPONENTS -> removeAllButBest(PairRules.components(edges, groups));
      };
    }

    /** Applies the rule during a second join, without a list of pairs. */
    private List<Removal> removeOnTheFly(Vectors vectors, ZoneNorms norms, Tuning tuning) {
      if (settings.rule() == RemovalRule.COMPONENTS) {
        UnionFind components = new UnionFind(vectors.size());
        try (ForestJoin forest = ForestJoin.within(vectors, order, norms, tuning.bound(), join)) {
          counters =
              counters.plus(
                  forest.forEach((left, right, cosine) -> components.join(left, right), progress));
        }
        return removeAllButBest(components);
      }
      try (OrderedJoin ordered =
          OrderedJoin.within(vectors, order, norms, tuning.zone(), join).withProgress(progress)) {
        FirstMatches found =
            settings.rule() == RemovalRule.GREEDY ? ordered.greedy() : ordered.earliest();
        counters = counters.plus(found.counters());
        return toRemovals(found.matches());
      }
    }

    private List<Removal> toRemovals(int[] match) {
      List<Removal> removals = new ArrayList<>();
      for (int group = 0; group < match.length; group++) {
        List<Integer> rows = corpus.removable(group);
        boolean kept = match[group] == PairRules.NONE;
        int other = kept ? group : match[group];
        double cosine = cosine(group, other);
        for (int row : rows.subList(kept ? 1 : 0, rows.size())) {
          removals.add(new Removal(row, corpus.removable(other).get(0), cosine));
        }
      }
      return sortByPosition(removals);
    }

    private List<Removal> removeAllButBest(UnionFind components) {
      int[] best = new int[components.count()]; // by root: its best row, plus 1
      int[] bestGroup = new int[components.count()];
      for (int group = 0; group < components.count(); group++) {
        int root = components.root(group);
        for (int row : corpus.removable(group)) {
          if (best[root] == 0 || isBetter(row, best[root] - 1)) {
            best[root] = row + 1;
            bestGroup[root] = group;
          }
        }
      }
      List<Removal> removals = new ArrayList<>();
      for (int group = 0; group < components.count(); group++) {
        int root = components.root(group);
        if (corpus.removable(group).size() == 1
            && best[root] - 1 == corpus.removable(group).get(0)) {
          continue;
        }
        double cosine = cosine(group, bestGroup[root]);
        for (int row : corpus.removable(group)) {
          if (row != best[root] - 1) {
            removals.add(new Removal(row, best[root] - 1, cosine));
          }
        }
      }
      return sortByPosition(removals);
    }

    private boolean isBetter(int row, int than) {
      int byScore = scores == null ? 0 : Double.compare(scores[row], scores[than]);
      return byScore > 0 || (byScore == 0 && positions[row] < positions[than]);
    }

    private double cosine(int group, int other) {
      return group == other ? 1.0 : corpus.vectors.cosine(group, corpus.vectors, other);
    }

    private List<Removal> sortByPosition(List<Removal> removals) {
      removals.sort(Comparator.comparingLong(removal -> positions[removal.row()]));
      return removals;
    }
  }
}
