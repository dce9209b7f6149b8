package io.gristmill.similarity.cosine;

import static io.gristmill.similarity.cosine.PairRules.NONE;

import io.gristmill.similarity.cosine.CutTuner.Tuning;
import java.util.Arrays;

/**
 * The removal rules without a list of pairs, for results so dense that the list would be quadratic.
 * Memory is linear in the vectors.
 *
 * <p>For the two ordered rules rows stay in position order. Tiles come in that order and a probe
 * visits a tile in that order, so the first witness found is the one with the smallest position,
 * and the row is not looked at again. For {@code greedy} a tile is filled with the next rows that
 * no earlier kept row has removed, resolved from within, and then only what stays is probed
 * against.
 */
final class DirectRules implements AutoCloseable {

  private static final int CHUNK = 64;

  private final Vectors vectors;
  private final FeatureOrder order;
  private final ZoneNorms norms;
  private final Tuning tuning;
  private final JoinSettings settings;
  private final Workers workers;
  private JoinCounters counters = JoinCounters.NONE;

  DirectRules(
      Vectors vectors, FeatureOrder order, ZoneNorms norms, Tuning tuning, JoinSettings settings) {
    this.vectors = vectors;
    this.order = order;
    this.norms = norms;
    this.tuning = tuning;
    this.settings = settings;
    this.workers = new Workers(settings.threads());
  }

  /** As {@link PairRules#earliest}. */
  int[] earliest() {
    return new Ordered(false).run();
  }

  /** As {@link PairRules#greedy}. */
  int[] greedy() {
    return new Ordered(true).run();
  }

  /** As {@link PairRules#components}. */
  Components components() {
    Components components = new Components(vectors.size());
    try (ForestJoin join = ForestJoin.within(vectors, order, norms, tuning.bound(), settings)) {
      counters = join.forEach((left, right, cosine) -> components.join(left, right));
    }
    return components;
  }

  JoinCounters counters() {
    return counters;
  }

  @Override
  public void close() {
    workers.close();
  }

  /** The two rules that go by position. */
  private final class Ordered {

    private final boolean keptOnly;
    private final RankedVectors ranked;
    private final TileProbe[] probes;
    private final int[] witness;

    Ordered(boolean keptOnly) {
      this.keptOnly = keptOnly;
      int[] rows = new int[vectors.size()];
      Arrays.setAll(rows, row -> row);
      this.ranked = new RankedVectors(vectors, order, norms, rows, workers);
      this.probes = new TileProbe[workers.count()];
      Arrays.setAll(
          probes, k -> new TileProbe(ranked, ranked, settings.threshold(), settings.tile()));
      this.witness = PairRules.noWitness(rows.length);
    }

    int[] run() {
      int next = 0;
      while (next < witness.length) {
        int[] member = membersFrom(next);
        if (member.length == 0) {
          break;
        }
        next = member[member.length - 1] + 1;
        TileIndex tile = new TileIndex(ranked, member, tuning.zone());
        if (keptOnly) {
          resolveInside(tile);
          tile = new TileIndex(ranked, stillOpen(member), tuning.zone());
        } else {
          decide(tile, member);
        }
        decide(tile, openFrom(next, witness.length));
      }
      for (TileProbe probe : probes) {
        counters = counters.plus(probe.counters());
      }
      return witness;
    }

    private int[] membersFrom(int first) {
      return keptOnly
          ? openFrom(first, settings.tile())
          : range(first, Math.min(witness.length, first + settings.tile()));
    }

    private int[] openFrom(int first, int most) {
      return Arrays.stream(range(first, witness.length))
          .filter(row -> witness[row] == NONE)
          .limit(most)
          .toArray();
    }

    private int[] stillOpen(int[] rows) {
      return Arrays.stream(rows).filter(row -> witness[row] == NONE).toArray();
    }

    private int[] range(int from, int to) {
      int[] rows = new int[to - from];
      Arrays.setAll(rows, k -> from + k);
      return rows;
    }

    /** One after the other: whether a row stays depends on those before it. */
    private void resolveInside(TileIndex tile) {
      TileProbe.Visitor keptWitness =
          new TileProbe.Visitor() {
            @Override
            public boolean wants(int earlier, int row) {
              return witness[earlier] == NONE;
            }

            @Override
            public boolean found(int earlier, int row, double cosine) {
              witness[row] = earlier;
              return false;
            }
          };
      for (int number = 1; number < tile.size(); number++) {
        probes[0].probe(tile, tile.member[number], number, keptWitness);
      }
    }

    /** Finds the first witness in the tile of every given row that has none. */
    private void decide(TileIndex tile, int[] rows) {
      TileProbe.Visitor first =
          (earlier, row, cosine) -> {
            witness[row] = earlier;
            return false;
          };
      workers.run(
          (rows.length + CHUNK - 1) / CHUNK,
          (worker, chunk) -> {
            for (int k = chunk * CHUNK; k < Math.min(rows.length, (chunk + 1) * CHUNK); k++) {
              if (witness[rows[k]] == NONE) {
                probes[worker].probe(tile, rows[k], before(tile, rows[k]), first);
              }
            }
          });
    }

    /** How many members of a tile are before a row. */
    private static int before(TileIndex tile, int row) {
      int found = Arrays.binarySearch(tile.member, row);
      return found >= 0 ? found : -found - 1;
    }
  }
}
