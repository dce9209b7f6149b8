package io.gristmill.rehearsal;

import io.gristmill.llm.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the rehearsal knows a request by: equal requests, equal keys. */
public final class RequestKey {

  private static final int BYTES = 16;

  private RequestKey() {}

  /** 128 bits of SHA-256 over all parts of the request, in hexadecimal digits. */
  public static String of(Request request) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(request.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
