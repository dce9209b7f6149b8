package io.gristmill.similarity.cosine;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The distinct n-grams of a text and their counts, in ascending order of their codes. Texts with
 * equal counts have equal vectors under any vocabulary. Immutable.
 */
public final class GramCounts implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int IDENTITY_BYTES = 16;
  private static final int DIGEST_BLOCK = 1 << 13;

  private final long[] codes;
  private final int[] counts;
  private final int hash;

  /** Takes ownership of both arrays. */
  GramCounts(long[] codes, int[] counts) {
    this.codes = codes;
    this.counts = counts;
    this.hash = 31 * Arrays.hashCode(codes) + Arrays.hashCode(counts);
  }

  /** Returns the number of distinct n-grams; 0 for a text that normalizes to nothing. */
  public int size() {
    return codes.length;
  }

  public boolean isEmpty() {
    return codes.length == 0;
  }

  /** Returns the code of the k-th n-gram (see {@link NgramRange}). */
  public long code(int k) {
    return codes[k];
  }

  /** Returns the number of occurrences of the k-th n-gram, >= 1. */
  public int count(int k) {
    return counts[k];
  }

  /**
   * Returns the first 128 bits of the SHA-256 of the (n-gram, count) list as 32 hexadecimal digits,
   * by which equal vectors are grouped on a cluster.
   */
  public String identity() {
    MessageDigest digest = sha256();
    ByteBuffer block = ByteBuffer.allocate(DIGEST_BLOCK);
    for (int k = 0; k < codes.length; k++) {
      if (block.remaining() < Long.BYTES + Integer.BYTES) {
        digest.update(block.flip());
        block.clear();
      }
      block.putLong(codes[k]).putInt(counts[k]);
    }
    digest.update(block.flip());
    return HexFormat.of().formatHex(digest.digest(), 0, IDENTITY_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GramCounts that
        && hash == that.hash
        && Arrays.equals(codes, that.codes)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
