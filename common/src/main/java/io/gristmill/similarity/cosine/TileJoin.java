package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import io.gristmill.similarity.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds all pairs with cosine &gt; threshold, exactly: within one set of vectors, or between two
 * sets with the same vocabulary. The pairs and their cosines depend on the vectors and the
 * threshold only; their order does not depend on threads.
 *
 * <p>Vectors are sorted by their <em>cut</em>, the zone from which on their tail norm is below a
 * bound, and indexed in tiles of 4096 up to the largest cut in the tile. Every vector is probed
 * against every tile with one dense accumulator per tile; {@link TileProbe} describes the bound.
 * The time is quadratic: about 1 to 3 nanoseconds per pair of vectors on short texts.
 *
 * <p>Each {@link #advance} joins one tile with about a thousand vectors and passes the pairs found
 * to the sink, so memory is limited to 4 million pairs whatever the size of the result. Closing the
 * join ends its threads.
 */
public final class TileJoin implements PairJoin {

  private static final int CHUNK = 32; // probes that a thread takes at a time
  private static final int CHUNKS = 32; // per step

  /**
   * Rejects pairs before their exact product. Called from several threads; the state that it reads
   * may change between steps only, otherwise the counters would depend on scheduling.
   */
  interface Filter {
    Filter NONE = new Filter() {};

    default boolean accepts(int worker, int indexedRow, int row) {
      return true;
    }

    default void onMatch(int worker, int indexedRow, int row) {}
  }

  private final JoinSettings settings;
  private final Filter filter;
  private final RankedVectors indexed;
  private final RankedVectors probing;
  private final boolean self;
  private final double bound;
  private final Workers workers;
  private final @Nullable TileProbe[] probes;
  private final PairBuffer[] batches = new PairBuffer[CHUNKS];
  private long step;
  private @Nullable TileIndex tile; // of the current tile, built when a step needs it
  private int tileStart;
  private int nextTile;
  private int nextProbe;

  private TileJoin(
      JoinSettings settings,
      Filter filter,
      RankedVectors indexed,
      RankedVectors probing,
      double bound,
      Workers workers) {
    this.settings = settings;
    this.filter = filter;
    this.indexed = indexed;
    this.probing = probing;
    this.self = indexed == probing;
    this.bound = bound;
    this.workers = workers;
    this.probes = new TileProbe[workers.count()];
    for (int k = 0; k < CHUNKS; k++) {
      batches[k] = new PairBuffer();
    }
    nextProbe = probing.size();
  }

  /** Returns the join of the pairs (i, j), i &lt; j, within one set. */
  public static TileJoin within(Vectors vectors, FeatureOrder order, JoinSettings settings) {
    ZoneNorms norms = ZoneNorms.of(vectors, order);
    double bound = bound(vectors, order, norms, settings);
    return within(vectors, order, norms, bound, settings, Filter.NONE);
  }

  static TileJoin within(
      Vectors vectors,
      FeatureOrder order,
      ZoneNorms norms,
      double bound,
      JoinSettings settings,
      Filter filter) {
    Workers workers = new Workers(settings.threads());
    RankedVectors ranked = new RankedVectors(vectors, order, norms, byCut(norms, bound), workers);
    return new TileJoin(settings, filter, ranked, ranked, bound, workers);
  }

  /**
   * Returns the join of the pairs (i, j) with i in the first set and j in the second. The cosine of
   * equal vectors in different sets equals 1 up to rounding; callers that need exactly 1 group
   * equal vectors first.
   */
  public static TileJoin between(
      Vectors first, Vectors second, FeatureOrder order, JoinSettings settings) {
    return between(first, second, order, settings, Filter.NONE);
  }

  static TileJoin between(
      Vectors first, Vectors second, FeatureOrder order, JoinSettings settings, Filter filter) {
    Require.that(first.features() == second.features(), "both sets must have the same vocabulary");
    ZoneNorms norms = ZoneNorms.of(first, order);
    double bound = bound(first, order, norms, settings);
    Workers workers = new Workers(settings.threads());
    RankedVectors indexed = new RankedVectors(first, order, norms, byCut(norms, bound), workers);
    ZoneNorms others = ZoneNorms.of(second, order);
    RankedVectors probing = new RankedVectors(second, order, others, byCut(others, bound), workers);
    return new TileJoin(settings, filter, indexed, probing, bound, workers);
  }

  static double bound(Vectors vectors, FeatureOrder order, ZoneNorms norms, JoinSettings settings) {
    return settings.cut() > 0
        ? settings.cut() * settings.threshold()
        : CutTuner.tune(vectors, order, norms, settings).bound();
  }

  /** Sorts rows by cut, then row, so that the vectors of a tile have about the same cut. */
  static int[] byCut(ZoneNorms norms, double bound) {
    int size = norms.size();
    int[] cut = new int[size];
    int[] next = new int[norms.zones() + 2];
    for (int row = 0; row < size; row++) {
      cut[row] = norms.cut(row, bound);
      next[cut[row] + 1]++;
    }
    for (int zone = 1; zone < next.length; zone++) {
      next[zone] += next[zone - 1];
    }
    int[] rows = new int[size];
    for (int row = 0; row < size; row++) {
      rows[next[cut[row]]++] = row;
    }
    return rows;
  }

  @Override
  public boolean advance(PairSink sink) {
    while (nextProbe < probing.size() || openTile()) {
      int from = nextProbe;
      nextProbe = Math.min(probing.size(), from + CHUNK * CHUNKS);
      if (settings.slice().has(step++)) {
        probeAll(from, nextProbe, sink);
        return true;
      }
    }
    return false;
  }

  private void probeAll(int from, int to, PairSink sink) {
    TileIndex current = tile();
    int chunks = (to - from + CHUNK - 1) / CHUNK;
    workers.run(
        chunks,
        (worker, chunk) -> {
          int first = from + chunk * CHUNK;
          probeAll(worker, current, first, Math.min(to, first + CHUNK), batches[chunk]);
        });
    for (int chunk = 0; chunk < chunks; chunk++) {
      batches[chunk].forEach(sink);
      batches[chunk].clear();
    }
  }

  @Override
  public JoinCounters counters() {
    JoinCounters sum = JoinCounters.NONE;
    for (TileProbe probe : probes) {
      sum = probe == null ? sum : sum.plus(probe.counters());
    }
    return sum;
  }

  /** Returns the number of pairs of vectors that need no more work. */
  long processedPairs() {
    long inTile = (long) nextTile - tileStart;
    if (!self) {
      return (long) tileStart * probing.size() + inTile * nextProbe;
    }
    long probed = (long) nextProbe - tileStart;
    long inside = Math.min(probed, inTile);
    return JoinProgress.pairsOfFirst(tileStart, indexed.size())
        + inside * (inside - 1) / 2
        + (probed - inside) * inTile;
  }

  /** Returns the number of all pairs of vectors. */
  long totalPairs() {
    return self
        ? JoinProgress.pairsOfFirst(indexed.size(), indexed.size())
        : (long) indexed.size() * probing.size();
  }

  private boolean openTile() {
    tile = null;
    if (nextTile >= indexed.size()) {
      return false;
    }
    tileStart = nextTile;
    nextTile = Math.min(indexed.size(), tileStart + settings.tile());
    nextProbe = self ? tileStart : 0;
    return true;
  }

  private TileIndex tile() {
    if (tile == null) {
      int[] member = new int[nextTile - tileStart];
      Arrays.setAll(member, number -> tileStart + number);
      tile = new TileIndex(indexed, member, largestCut(member));
    }
    return tile;
  }

  private int largestCut(int[] member) {
    int zone = 0;
    for (int place : member) {
      while (zone < indexed.zones && indexed.tail(place, zone) >= bound) {
        zone++;
      }
    }
    return zone;
  }

  private void probeAll(int worker, TileIndex current, int from, int to, PairBuffer batch) {
    TileProbe probe = probe(worker);
    Collector collector = new Collector(worker, batch);
    for (int place = from; place < to; place++) {
      int limit = self ? Math.min(current.size(), place - tileStart) : current.size();
      probe.probe(current, place, limit, collector);
    }
  }

  /** Collects the pairs of a chunk of probes; within one set, the smaller row comes first. */
  private final class Collector implements TileProbe.Visitor {

    private final int worker;
    private final PairBuffer batch;

    Collector(int worker, PairBuffer batch) {
      this.worker = worker;
      this.batch = batch;
    }

    @Override
    public boolean accepts(int indexedRow, int row) {
      return filter.accepts(worker, indexedRow, row);
    }

    @Override
    public boolean onMatch(int indexedRow, int row, double cosine) {
      boolean swap = self && indexedRow > row;
      batch.pair(swap ? row : indexedRow, swap ? indexedRow : row, cosine);
      filter.onMatch(worker, indexedRow, row);
      return true;
    }
  }

  private TileProbe probe(int worker) {
    if (probes[worker] == null) {
      probes[worker] = new TileProbe(indexed, probing, settings.threshold(), settings.tile());
    }
    return probes[worker];
  }

  @Override
  public void close() {
    workers.close();
  }
}
