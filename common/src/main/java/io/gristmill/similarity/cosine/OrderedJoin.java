package io.gristmill.similarity.cosine;

import static io.gristmill.similarity.cosine.PairRules.NONE;

import io.gristmill.check.Require;
import io.gristmill.similarity.Workers;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Applies {@code greedy} and {@code earliest-similar} during the join, without a list of pairs, for
 * data so dense that the list would grow quadratically. Memory is linear in the vectors.
 *
 * <p>Rows are processed in position order: tiles come in that order, and a probe scans a tile in
 * that order. So the first match found is the one with the smallest position, and the row needs no
 * further probe. Works within one set, or between a set and an earlier or overlapping one: a corpus
 * in several parts is joined part by part, in position order, with the rows that are still
 * undecided.
 */
public final class OrderedJoin implements AutoCloseable {

  private static final int CHUNK = 64;

  private final RankedVectors indexed;
  private final RankedVectors probing;
  private final int[] earlier; // by row: number of indexed rows before it
  private final int zone;
  private final JoinSettings settings;
  private final Workers workers;
  private final TileProbe[] probes;
  private final int[] match;
  private final double[] cosine;
  private JoinProgress progress = JoinProgress.NONE;

  private OrderedJoin(
      RankedVectors indexed,
      RankedVectors probing,
      int[] earlier,
      int zone,
      JoinSettings settings,
      Workers workers) {
    this.indexed = indexed;
    this.probing = probing;
    this.earlier = earlier;
    this.zone = zone;
    this.settings = settings;
    this.workers = workers;
    this.probes = new TileProbe[workers.count()];
    Arrays.setAll(
        probes, k -> new TileProbe(indexed, probing, settings.threshold(), settings.tile()));
    this.match = PairRules.noMatches(probing.size());
    this.cosine = new double[probing.size()];
  }

  /** Returns a join within one set, whose rows are in position order. */
  public static OrderedJoin within(
      Vectors rows, FeatureOrder order, JoinTuning tuning, JoinSettings settings) {
    return within(rows, order, ZoneNorms.of(rows, order), tuning.zone(), settings);
  }

  static OrderedJoin within(
      Vectors rows, FeatureOrder order, ZoneNorms norms, int zone, JoinSettings settings) {
    Workers workers = new Workers(settings.threads());
    RankedVectors ranked = new RankedVectors(rows, order, norms, inOrder(rows), workers);
    return new OrderedJoin(ranked, ranked, inOrder(rows), zone, settings, workers);
  }

  /**
   * Returns a join of the rows of one set with those of another; for {@link #earliest} only.
   *
   * @param others rows to match with, in position order
   * @param otherPositions their positions, ascending; a match must have a smaller position
   * @param rows rows to decide, in position order
   * @param positions their positions, ascending
   */
  public static OrderedJoin between(
      Vectors others,
      long[] otherPositions,
      Vectors rows,
      long[] positions,
      FeatureOrder order,
      JoinTuning tuning,
      JoinSettings settings) {
    Require.that(others.features() == rows.features(), "both sets must have the same vocabulary");
    checkAscending(otherPositions);
    checkAscending(positions);
    Workers workers = new Workers(settings.threads());
    return new OrderedJoin(
        new RankedVectors(others, order, ZoneNorms.of(others, order), inOrder(others), workers),
        new RankedVectors(rows, order, ZoneNorms.of(rows, order), inOrder(rows), workers),
        Arrays.stream(positions).mapToInt(position -> before(otherPositions, position)).toArray(),
        tuning.zone(),
        settings,
        workers);
  }

  /** Reports progress to the given listener; only within one set. */
  OrderedJoin withProgress(JoinProgress listener) {
    progress = listener;
    return this;
  }

  private void reportProgress(int rows) {
    progress.update(
        JoinProgress.pairsOfFirst(rows, probing.size()),
        JoinProgress.pairsOfFirst(probing.size(), probing.size()));
  }

  private static void checkAscending(long[] positions) {
    for (int row = 1; row < positions.length; row++) {
      Require.that(
          positions[row - 1] < positions[row],
          "positions must ascend, %d comes after %d",
          positions[row],
          positions[row - 1]);
    }
  }

  private static int[] inOrder(Vectors vectors) {
    return IntStream.range(0, vectors.size()).toArray();
  }

  private static int before(long[] positions, long position) {
    int found = Arrays.binarySearch(positions, position);
    return found >= 0 ? found : -found - 1;
  }

  /** Applies {@link RemovalRule#EARLIEST_SIMILAR}: any similar earlier row removes a row. */
  public FirstMatches earliest() {
    for (int first = 0; first < indexed.size(); first += settings.tile()) {
      int[] open = undecided(row -> true, first, probing.size());
      if (open.length == 0) {
        break; // the undecided rows have no earlier row from here on
      }
      int last = Math.min(indexed.size(), first + settings.tile());
      matchRows(tile(IntStream.range(first, last).toArray()), open);
      reportProgress(last);
    }
    return result();
  }

  /**
   * Applies {@link RemovalRule#GREEDY}: a row is removed when an earlier kept row is similar. A
   * tile is filled with the next rows that no earlier kept row has removed, decided within, and the
   * later rows are probed only against the rows it keeps.
   */
  public FirstMatches greedy() {
    Require.that(indexed == probing, "greedy requires a join within one set");
    int next = 0;
    while (next < match.length) {
      int from = next;
      int[] member = undecided(row -> row >= from, -1, settings.tile());
      if (member.length == 0) {
        break;
      }
      int after = member[member.length - 1] + 1;
      resolveWithin(tile(member));
      TileIndex kept = tile(Arrays.stream(member).filter(row -> match[row] == NONE).toArray());
      matchRows(kept, undecided(row -> row >= after, -1, match.length));
      next = after;
      reportProgress(next);
    }
    return result();
  }

  private FirstMatches result() {
    JoinCounters counters = JoinCounters.NONE;
    for (TileProbe probe : probes) {
      counters = counters.plus(probe.counters());
    }
    return new FirstMatches(match, cosine, counters);
  }

  private TileIndex tile(int[] member) {
    return new TileIndex(indexed, member, zone);
  }

  /** Returns the first rows without a match that have more than {@code before} earlier rows. */
  private int[] undecided(IntPredicate filter, int before, int max) {
    return IntStream.range(0, match.length)
        .filter(row -> match[row] == NONE && earlier[row] > before && filter.test(row))
        .limit(max)
        .toArray();
  }

  /** Decides the rows of a tile one by one, since each decision depends on the earlier ones. */
  private void resolveWithin(TileIndex tile) {
    TileProbe.Visitor keptMatch =
        new TileProbe.Visitor() {
          @Override
          public boolean accepts(int other, int row) {
            return match[other] == NONE;
          }

          @Override
          public boolean onMatch(int other, int row, double value) {
            return recordMatch(other, row, value);
          }
        };
    for (int number = 1; number < tile.size(); number++) {
      probes[0].probe(tile, tile.member[number], number, keptMatch);
    }
  }

  /** Finds the first match in the tile for each of the given rows. */
  private void matchRows(TileIndex tile, int[] rows) {
    workers.run(
        (rows.length + CHUNK - 1) / CHUNK,
        (worker, chunk) -> {
          for (int k = chunk * CHUNK; k < Math.min(rows.length, (chunk + 1) * CHUNK); k++) {
            probes[worker].probe(tile, rows[k], before(tile, rows[k]), this::recordMatch);
          }
        });
  }

  private boolean recordMatch(int other, int row, double value) {
    match[row] = other;
    cosine[row] = value;
    return false;
  }

  /** Returns the number of tile members before a row. */
  private int before(TileIndex tile, int row) {
    int found = Arrays.binarySearch(tile.member, earlier[row]);
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public void close() {
    workers.close();
  }
}
