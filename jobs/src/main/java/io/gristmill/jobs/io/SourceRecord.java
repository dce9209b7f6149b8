package io.gristmill.jobs.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file: its value, or the error that occurred when reading it.
 *
 * @param place its place in the file for messages: {@code 14}, {@code record 3}, {@code row 5}
 * @param node its value; null if and only if there is an error
 * @param error why the record could not be read
 * @param raw its bytes; empty for binary formats
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read once
public record SourceRecord(
    String place, @Nullable JsonNode node, @Nullable ReadError error, byte[] raw) {

  static SourceRecord of(String place, JsonNode node, byte[] raw) {
    return new SourceRecord(place, node, null, raw);
  }

  static SourceRecord failed(String place, ReadError error, byte[] raw) {
    return new SourceRecord(place, null, error, raw);
  }

  /**
   * The record as text, truncated to {@code maxBytes} bytes; invalid UTF-8 becomes U+FFFD. A
   * character at the cut is omitted, not split.
   */
  public String text(int maxBytes) {
    byte[] all =
        raw.length == 0 && node != null ? node.toString().getBytes(StandardCharsets.UTF_8) : raw;
    int end = Math.min(all.length, maxBytes);
    while (end > 0 && end < all.length && (all[end] & 0xc0) == 0x80) {
      end--;
    }
    return Utf8.lenient(Arrays.copyOf(all, end));
  }
}
