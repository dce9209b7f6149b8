package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All pairs with cosine &gt; threshold, exact: within one set of vectors, or between two sets of
 * the same vocabulary. The pairs and their cosines depend on the vectors and the threshold alone;
 * their order does not depend on threads.
 *
 * <p>Vectors are sorted by their <em>cut</em>, the zone from which on the tail norm is small, and
 * indexed in tiles of 4096 up to the largest cut of the tile; every vector is probed against every
 * tile with a dense accumulator per tile (see {@link TileProbe} for the bound). Quadratic: about 1
 * to 3 nanoseconds a pair of vectors on short texts.
 *
 * <p>Pull style: each {@link #advance} handles one tile against about a thousand vectors and hands
 * over what it found, so memory stays bounded by 4 million pairs whatever the result's size. Close
 * it to end its threads.
 */
public final class TileJoin implements PairJoin {

  private static final int CHUNK = 32; // probes a thread takes at a time
  private static final int CHUNKS = 32; // per step

  /**
   * Leaves pairs out before their exact work. Called from several threads; what it reads must not
   * change but between steps, else the counters depend on scheduling.
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
  private @Nullable TileIndex tile; // of the current tile, once a step of the slice needs it
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

  /** The pairs (i, j), i &lt; j, within one set. */
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
   * The pairs (i, j) with i of the first set and j of the second. Equal vectors across the sets
   * have a cosine within rounding of 1 here; who wants exactly 1 collapses them before.
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

  /** Rows by cut, then row, so that vectors of a tile have about the same cut. */
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

  /** Pairs of vectors that need no more work. */
  long processedPairs() {
    long inTile = (long) nextTile - tileStart;
    if (!self) {
      return (long) tileStart * probing.size() + inTile * nextProbe;
    }
    long behind = (long) nextProbe - tileStart;
    long inside = Math.min(behind, inTile);
    return JoinProgress.pairsOfFirst(tileStart, indexed.size())
        + inside * (inside - 1) / 2
        + (behind - inside) * inTile;
  }

  /** All pairs of vectors. */
  long totalPairs() {
    return self
        ? JoinProgress.pairsOfFirst(indexed.size(), indexed.size())
        : (long) indexed.size() * probing.size();
  }

  /** The tail norm below which vectors are not indexed. */
  double bound() {
    return bound;
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

  /** Gathers what one chunk of probes finds, within a set with the smaller row first. */
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
