package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Reads event files as TensorBoard does; written from the format's specification. */
final class EventReader {

  private EventReader() {}

  /** A value of a tag, or a text. */
  record Entry(long step, String tag, float value, String text) {}

  /** Entries of all files of a folder by tag, without those discarded by a later session start. */
  static Map<String, List<Entry>> folder(Path folder) {
    Map<String, List<Entry>> entries = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (byte[] record : records(Files.readAllBytes(file))) {
          take(record, entries);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.values().removeIf(List::isEmpty);
    return entries;
  }

  /** The data of each record; checks all checksums. */
  static List<byte[]> records(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(checksum(length));
      byte[] data = new byte[(int) ByteBuffer.wrap(length).order(in.order()).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(checksum(data));
      records.add(data);
    }
    return records;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    long sum = crc.getValue();
    return (int) (((sum >>> 15) | (sum << 17)) + 0xA282EAD8L);
  }

  private static void take(byte[] record, Map<String, List<Entry>> entries) {
    Map<Integer, List<Object>> event = fields(record);
    long step = event.containsKey(2) ? (Long) one(event, 2) : 0;
    if (event.containsKey(7)) {
      entries.values().forEach(list -> list.removeIf(entry -> entry.step() >= step));
    }
    for (Object summary : event.getOrDefault(5, List.of())) {
      for (Object value : fields((byte[]) summary).getOrDefault(1, List.of())) {
        Entry entry = entry(step, fields((byte[]) value));
        entries.computeIfAbsent(entry.tag(), any -> new ArrayList<>()).add(entry);
      }
    }
  }

  private static Entry entry(long step, Map<Integer, List<Object>> value) {
    String tag = text(one(value, 1));
    if (value.containsKey(2)) {
      return new Entry(step, tag, Float.intBitsToFloat((Integer) one(value, 2)), "");
    }
    Map<Integer, List<Object>> tensor = fields((byte[]) one(value, 8));
    return new Entry(step, tag, 0, text(one(tensor, 8)));
  }

  private static Object one(Map<Integer, List<Object>> message, int field) {
    return message.getOrDefault(field, List.of()).get(0);
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  private static Map<Integer, List<Object>> fields(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<Object>> fields = new TreeMap<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      Object value =
          switch ((int) (tag & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> {
              byte[] bytes = new byte[(int) varint(in)];
              in.get(bytes);
              yield bytes;
            }
            case 5 -> in.getInt();
            default -> throw new IllegalArgumentException("wire type " + (tag & 7));
          };
      fields.computeIfAbsent((int) (tag >>> 3), any -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next = in.get();
    while (next < 0) {
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
      next = in.get();
    }
    return value | (long) next << shift;
  }
}
