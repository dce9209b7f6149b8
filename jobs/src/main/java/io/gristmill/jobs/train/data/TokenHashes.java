package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.file.FileHash;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.TokenStore;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes of token sets. */
final class TokenHashes {

  private static final int BYTES = 16;

  private TokenHashes() {}

  /** Hash of the tokens and labels of all examples. */
  static String of(TokenStore store) {
    MessageDigest digest = FileHash.sha256();
    for (int i = 0; i < store.size(); i++) {
      int length = store.length(i);
      long[] ids = new long[length];
      long[] labels = new long[length];
      store.copy(i, ids, labels, 0);
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + 2 * Integer.BYTES * length);
      bytes.putInt(length);
      for (int j = 0; j < length; j++) {
        bytes.putInt((int) ids[j]).putInt((int) labels[j]);
      }
      digest.update(bytes.flip());
    }
    return hex(digest);
  }

  /** Hash of a range of rows. */
  static String of(IntRows rows, int from, int to) {
    MessageDigest digest = FileHash.sha256();
    for (int row = from; row < to; row++) {
      int[] tokens = rows.toArray(row);
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + tokens.length));
      bytes.putInt(tokens.length);
      for (int token : tokens) {
        bytes.putInt(token);
      }
      digest.update(bytes.flip());
    }
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
