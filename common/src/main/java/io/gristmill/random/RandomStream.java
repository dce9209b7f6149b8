package io.gristmill.random;

import io.gristmill.check.Require;
import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers that depends only on (seed, purpose, id), never on the order of rows
 * or the layout of the cluster. The key is FNV-1a over the parts; the numbers are SplitMix64
 * (Steele, Lea and Flood 2014).
 */
public final class RandomStream {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  /**
   * The stream of one record and purpose, the same on every machine.
   *
   * @param seed the job's seed
   * @param purpose use of the numbers, such as {@code "template"}
   * @param id the record that uses the numbers
   */
  public static RandomStream of(long seed, String purpose, String id) {
    long hash = FNV_OFFSET;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((seed >>> shift) & 0xFF)) * FNV_PRIME;
    }
    hash = absorb(hash, purpose);
    hash = absorb(hash, id);
    return new RandomStream(mix(hash));
  }

  /** The next 64 random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A number in [0, bound), without bias. */
  public int nextInt(int bound) {
    Require.that(bound > 0, "bound must be positive, was %d", bound);
    long limit = Long.MAX_VALUE - Long.MAX_VALUE % bound;
    while (true) {
      long bits = nextLong() >>> 1;
      if (bits < limit) {
        return (int) (bits % bound);
      }
    }
  }

  /** A number in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  private static long absorb(long hash, String part) {
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    return (hash ^ 0xFF)
        * FNV_PRIME; // 0xFF is in no UTF-8 text, so ("ab","c") differs from ("a","bc")
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
