package io.gristmill.similarity.cosine;

/**
 * Tail norms: for every vector x and zone z, an upper bound of the norm of x over zones z and
 * above. By the Cauchy-Schwarz inequality, the dot product of two vectors over these zones is at
 * most the product of their tail norms.
 */
final class ZoneNorms {

  /** Covers the rounding of the double sum; converting to float rounds up in addition. */
  private static final double UP = 1 + 1e-9;

  private final int stride;
  private final float[] norms;

  private ZoneNorms(int stride, float[] norms) {
    this.stride = stride;
    this.norms = norms;
  }

  static ZoneNorms of(Vectors vectors, FeatureOrder order) {
    int zones = order.zones();
    byte[] zoneOf = order.zoneOfRanks();
    ZoneNorms result =
        new ZoneNorms(zones + 1, new float[Math.multiplyExact(vectors.size(), zones + 1)]);
    double[] squares = new double[zones];
    for (int row = 0; row < vectors.size(); row++) {
      for (int k = vectors.start[row]; k < vectors.start[row + 1]; k++) {
        double weight = vectors.weights[k];
        squares[zoneOf[order.rank(vectors.ids[k])]] += weight * weight;
      }
      result.fill(row, squares);
    }
    return result;
  }

  private void fill(int row, double[] squares) {
    double sum = 0;
    for (int zone = squares.length - 1; zone >= 0; zone--) {
      sum += squares[zone];
      norms[row * stride + zone] = roundUp(Math.sqrt(sum) * UP);
      squares[zone] = 0;
    }
  }

  static float roundUp(double value) {
    float nearest = (float) value;
    return nearest < value ? Math.nextUp(nearest) : nearest;
  }

  int zones() {
    return stride - 1;
  }

  int size() {
    return norms.length / stride;
  }

  /** Returns the tail norm of a row from a zone on; 0 from the last zone on. */
  float tail(int row, int zone) {
    return norms[row * stride + zone];
  }

  /** Returns the smallest zone from which on the tail norm is below a bound. */
  int cut(int row, double bound) {
    int zone = zones();
    while (zone > 0 && tail(row, zone - 1) < bound) {
      zone--;
    }
    return zone;
  }

  void copyTo(int row, float[] target, int targetRow) {
    System.arraycopy(norms, row * stride, target, targetRow * stride, stride);
  }
}
