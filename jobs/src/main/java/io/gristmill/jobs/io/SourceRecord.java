package io.gristmill.jobs.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One record as it was read: a value, or the reason why there is none.
 *
 * @param place where in the file, for a person: {@code 14}, {@code record 3}, {@code row 5}
 * @param node its value; absent exactly where there is a fault
 * @param error why there is no value
 * @param raw its bytes; empty for formats that are no text
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
   * The record as text, cut after {@code most} bytes, with U+FFFD for bytes that are no UTF-8. A
   * character that the cut would split is left out.
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
