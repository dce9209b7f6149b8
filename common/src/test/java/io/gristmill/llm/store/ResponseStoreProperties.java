package io.gristmill.llm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ResponseStoreProperties {

  /** One record of a segment. */
  record Entry(RequestKey key, RequestOutcome outcome) {
    byte[] line() {
      return ResponseSegment.encode(key, outcome);
    }
  }

  /** A line as the scan reported it. */
  record Read(Entry entry, long offset) {}

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .all()
            .ofMaxLength(30)
            .map(
                s ->
                    new String(
                        s.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8));
    Arbitrary<RequestOutcome> answered =
        Combinators.combine(
                texts,
                Arbitraries.of(Finish.class),
                Arbitraries.longs(),
                Arbitraries.longs(),
                texts)
            .as((text, finish, p, c, model) -> new Answer(text, finish, p, c, model));
    Arbitrary<RequestOutcome> failed =
        Combinators.combine(Arbitraries.of(Kind.class), texts).as(RequestOutcome.Failed::new);
    Arbitrary<RequestKey> keys =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(RequestKey::new);
    return Combinators.combine(keys, Arbitraries.oneOf(answered, failed))
        .as(Entry::new)
        .list()
        .ofMaxSize(6);
  }

  private static byte[] bytes(List<Entry> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entries.forEach(entry -> out.writeBytes(entry.line()));
    return out.toByteArray();
  }

  private static SegmentScan scan(byte[] bytes, List<Read> into) {
    try {
      return ResponseSegment.scan(
          new ByteArrayInputStream(bytes),
          (key, offset, line) ->
              into.add(
                  new Read(new Entry(key, ResponseSegment.outcome(line).orElseThrow()), offset)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Entry> entries(List<Read> read) {
    return read.stream().map(Read::entry).toList();
  }

  @Property(tries = 200)
  void writtenOutcomesAreReadBack(@ForAll("entries") List<Entry> entries) {
    List<Read> read = new ArrayList<>();
    SegmentScan scan = scan(bytes(entries), read);
    assertThat(entries(read)).isEqualTo(entries);
    assertThat(scan).isEqualTo(new SegmentScan(entries.size(), 0, List.of()));
    long offset = 0;
    for (Read one : read) {
      assertThat(one.offset()).isEqualTo(offset);
      offset += one.entry().line().length;
    }
  }

  @Property(tries = 60)
  void aSegmentTruncatedAnywhereLosesOnlyItsLastLine(@ForAll("entries") List<Entry> entries) {
    byte[] whole = bytes(entries);
    for (int length = 0; length <= whole.length; length++) {
      List<Read> read = new ArrayList<>();
      SegmentScan scan = scan(Arrays.copyOf(whole, length), read);
      assertThat(scan.isSound()).isTrue();
      assertThat(entries(read)).isEqualTo(entries.subList(0, read.size()));
      long kept = entries.subList(0, read.size()).stream().mapToLong(e -> e.line().length).sum();
      assertThat(scan.tornBytes()).isEqualTo(length - kept);
      if (read.size() < entries.size()) {
        assertThat(scan.tornBytes()).isLessThan(entries.get(read.size()).line().length);
      }
    }
  }

  @Property(tries = 300)
  void aDamagedByteLosesOnlyItsLinesAndIsReported(
      @ForAll("entries") List<Entry> entries,
      @ForAll @IntRange(max = 1_000_000) int where,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] bytes = bytes(entries);
    if (bytes.length == 0) {
      return;
    }
    int at = where % bytes.length;
    bytes[at] ^= (byte) change;
    List<Read> read = new ArrayList<>();
    SegmentScan scan = scan(bytes, read);
    assertThat(entries).containsAll(entries(read));
    assertThat(read.size()).isGreaterThanOrEqualTo(entries.size() - 2).isLessThan(entries.size());
    assertThat(scan.damaged().isEmpty()).isEqualTo(scan.tornBytes() > 0);
    long read0 = read.stream().mapToLong(r -> r.entry().line().length).sum();
    long damaged = scan.damaged().stream().mapToLong(SegmentScan.Damage::length).sum();
    assertThat(read0 + damaged + scan.tornBytes()).isEqualTo(bytes.length);
  }

  @Property(tries = 500)
  void theReaderAcceptsAnyBytes(@ForAll byte[] bytes) {
    List<Read> read = new ArrayList<>();
    SegmentScan scan = scan(bytes, read);
    assertThat(read).isEmpty();
    long damaged = scan.damaged().stream().mapToLong(SegmentScan.Damage::length).sum();
    assertThat(damaged + scan.tornBytes()).isEqualTo(bytes.length);
    assertThat(ResponseSegment.outcome(bytes)).isEmpty();
  }

  @Property(tries = 200)
  void theIndexAgreesWithAMapThatKeepsTheLowestPosition(@ForAll("puts") List<long[]> puts) {
    ResponseIndex index = new ResponseIndex();
    Map<RequestKey, Long> map = new HashMap<>();
    for (long[] put : puts) {
      RequestKey key = new RequestKey(put[0], put[1]);
      long place = put[2] << 40 | put[3];
      boolean isNew = index.put(key, (int) put[2], put[3]);
      assertThat(isNew).isEqualTo(!map.containsKey(key));
      map.merge(key, place, Math::min);
    }
    assertThat(index.size()).isEqualTo(map.size());
    map.forEach((key, place) -> assertThat(index.place(key)).hasValue(place));
    assertThat(index.place(new RequestKey(99, 99))).isEmpty();
  }

  /** Few distinct keys, (0, 0) among them, so that they collide and repeat. */
  @Provide
  Arbitrary<List<long[]>> puts() {
    Arbitrary<Long> small = Arbitraries.longs().between(0, 20);
    return Combinators.combine(small, small, small, small)
        .as((a, b, segment, offset) -> new long[] {a, b, segment, offset})
        .list()
        .ofMaxSize(600);
  }
}
