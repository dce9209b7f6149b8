package io.gristmill.similarity.cosine;

/**
 * Finds the connected components of the pairs above the threshold as a spanning forest. The forest
 * has fewer pairs than there are vectors, however many pairs are similar, since pairs within one
 * component are skipped before their exact product. The forests of several parts merge by union.
 * Which pairs form the forest depends on the vectors only, not on threads.
 */
public final class ForestJoin implements PairJoin {

  private final TileJoin join;
  private final UnionFind components;
  private final int secondOffset; // rows of the second set are numbered after those of the first

  private ForestJoin(TileJoin join, UnionFind components, int secondOffset) {
    this.join = join;
    this.components = components;
    this.secondOffset = secondOffset;
  }

  /** Returns the join within one set. */
  public static ForestJoin within(Vectors vectors, FeatureOrder order, JoinSettings settings) {
    ZoneNorms norms = ZoneNorms.of(vectors, order);
    double bound = TileJoin.bound(vectors, order, norms, settings);
    return within(vectors, order, norms, bound, settings);
  }

  static ForestJoin within(
      Vectors vectors, FeatureOrder order, ZoneNorms norms, double bound, JoinSettings settings) {
    UnionFind components = new UnionFind(vectors.size());
    UnconnectedFilter filter = new UnconnectedFilter(components, 0, settings.threads());
    TileJoin join = TileJoin.within(vectors, order, norms, bound, settings, filter);
    return new ForestJoin(join, components, 0);
  }

  /** Returns the join between two sets, whose pairs are (row of the first, row of the second). */
  public static ForestJoin between(
      Vectors first, Vectors second, FeatureOrder order, JoinSettings settings) {
    UnionFind components = new UnionFind(Math.addExact(first.size(), second.size()));
    UnconnectedFilter filter = new UnconnectedFilter(components, first.size(), settings.threads());
    TileJoin join = TileJoin.between(first, second, order, settings, filter);
    return new ForestJoin(join, components, first.size());
  }

  @Override
  public boolean advance(PairSink sink) {
    return join.advance(
        (left, right, cosine) -> {
          if (components.join(left, right + secondOffset)) {
            sink.pair(left, right, cosine);
          }
        });
  }

  JoinCounters forEach(PairSink sink, JoinProgress progress) {
    while (advance(sink)) {
      progress.update(join.processedPairs(), join.totalPairs());
    }
    return counters();
  }

  @Override
  public JoinCounters counters() {
    return join.counters();
  }

  @Override
  public void close() {
    join.close();
  }

  /**
   * Skips pairs whose rows were connected before the current step, and further rows of a component
   * that the probing row has reached in this step. Both conditions depend on the step only, not on
   * threads.
   */
  private static final class UnconnectedFilter implements TileJoin.Filter {

    private final UnionFind components;
    private final int offset;
    private final int[][] reachedBy; // [worker][root]: last row that reached the component, plus 1

    UnconnectedFilter(UnionFind components, int offset, int threads) {
      this.components = components;
      this.offset = offset;
      this.reachedBy = new int[threads][components.count()];
    }

    @Override
    public boolean accepts(int worker, int indexedRow, int row) {
      int root = components.root(indexedRow);
      return root != components.root(row + offset) && reachedBy[worker][root] != row + 1;
    }

    @Override
    public void onMatch(int worker, int indexedRow, int row) {
      reachedBy[worker][components.root(indexedRow)] = row + 1;
    }
  }
}
