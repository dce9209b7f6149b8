package io.gristmill.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.store.ResponseSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests segments on disk: truncated, damaged, growing, and on a store without flush. */
@Timeout(120)
class ResponseStoreTest {

  @TempDir Path folder;

  private static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> SegmentName.parse(file.getFileName().toString()).isPresent())
          .sorted()
          .toList();
    }
  }

  private ResponseStore store(int run, String process) throws IOException {
    ResponseStore store = new ResponseStore(folder.toString(), new Configuration(), run, process);
    store.refresh();
    return store;
  }

  private static RequestKey key(int number) {
    return RequestKey.of(ModelServiceFixture.request(number));
  }

  private static RequestOutcome outcome(String text) {
    return new io.gristmill.llm.Answer(text, io.gristmill.llm.Answer.Finish.STOP, 3, 5, "m");
  }

  @Test
  void anAppendedAnswerIsDurable() throws IOException {
    try (ResponseStore store = store(1, "a")) {
      store.append(key(1), outcome("한국어 \uD83D\uDE00 e\u0301\nline"));
      Path segment = segments(folder).get(0);
      assertThat(Files.readAllBytes(segment))
          .isEqualTo(ResponseSegment.encode(key(1), outcome("한국어 \uD83D\uDE00 e\u0301\nline")));
      assertThat(store.find(key(1))).contains(outcome("한국어 \uD83D\uDE00 e\u0301\nline"));
      assertThat(store.find(key(2))).isEmpty();
    }
  }

  @Test
  void aRefreshReadsLinesThatAnotherProcessAppended() throws IOException {
    try (ResponseStore one = store(1, "a");
        ResponseStore two = store(1, "b")) {
      for (int i = 0; i < 50; i++) {
        one.append(key(i), outcome("x".repeat(i * 200)));
        assertThat(two.find(key(i))).isEmpty();
        two.refresh();
        assertThat(two.find(key(i))).contains(outcome("x".repeat(i * 200)));
      }
      two.append(key(99), outcome("other"));
      one.refresh();
      assertThat(one.find(key(99))).contains(outcome("other"));
      assertThat(one.size()).isEqualTo(51);
    }
  }

  @Test
  void aPartialLineOfAnotherProcessIsReadOnceItIsComplete() throws IOException {
    byte[] line = ResponseSegment.encode(key(7), outcome("whole"));
    Path segment = folder.resolve(SegmentName.of(1, "b", 0, false).toString());
    try (ResponseStore store = store(1, "a")) {
      Files.write(segment, Arrays.copyOf(line, 20));
      store.refresh();
      assertThat(store.find(key(7))).isEmpty();
      Files.write(segment, line);
      store.refresh();
      assertThat(store.find(key(7))).contains(outcome("whole"));
    }
  }

  @Test
  void theAnswerOfTheEarlierRunTakesPrecedence() throws IOException {
    try (ResponseStore store = store(1, "f")) {
      store.append(key(1), outcome("first"));
    }
    Files.write(
        folder.resolve(SegmentName.of(2, "0", 0, false).toString()),
        ResponseSegment.encode(key(1), outcome("second")));
    try (ResponseStore store = store(3, "b")) {
      assertThat(store.find(key(1))).contains(outcome("first"));
    }
  }

  @Test
  void aLongSegmentIsFollowedByAnother() throws IOException {
    try (FlushingSegmentWriter writer =
        new FlushingSegmentWriter(
            new SegmentFolder(folder.toString(), new Configuration()), 1, "a", 100)) {
      byte[] line = new byte[60];
      line[59] = '\n';
      for (int i = 0; i < 3; i++) {
        assertThat(writer.append(line))
            .isEqualTo(new SegmentWriter.Place(SegmentName.of(1, "a", i, false), 0));
      }
    }
    assertThat(segments(folder)).hasSize(3);
  }

  @Test
  void aSegmentThatCannotBeWrittenIsFollowedByAnother() throws IOException {
    Files.createFile(folder.resolve(SegmentName.of(1, "a", 0, false).toString()));
    try (ResponseStore store = store(1, "a")) {
      store.append(key(1), outcome("kept"));
      assertThat(store.find(key(1))).contains(outcome("kept"));
    }
    assertThat(segments(folder)).hasSize(2);
  }

  @Test
  void aLineDamagedDuringTheRunIsRequestedAgain() throws IOException {
    try (ResponseStore one = store(1, "a")) {
      one.append(key(1), outcome("original"));
    }
    try (ResponseStore store = store(2, "b")) {
      Path segment = segments(folder).get(0);
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
      assertThat(store.find(key(1))).isEmpty();
      store.append(key(1), outcome("again"));
      assertThat(store.find(key(1))).contains(outcome("again"));
    }
  }

  @Test
  void damagedLinesAreQuarantinedAndOnlyTheirRequestsAreRepeated() throws IOException {
    Path responses = folder.resolve("responses");
    try (ModelServiceFixture fixture = ModelServiceFixture.of()) {
      List<RequestOutcome> first;
      try (ModelService service = fixture.open(responses)) {
        first = ModelServiceFixture.callFromTasks(service, 30, 1);
      }
      Path segment = segments(responses).get(0);
      byte[] bytes = Files.readAllBytes(segment);
      bytes[40] ^= 1; // in the first line
      Files.write(segment, bytes);
      Files.writeString(segment, "0123 torn", StandardOpenOption.APPEND);
      try (ModelService service = fixture.open(responses)) {
        assertThat(service.storeReport()).isEqualTo(new StoreReport(1, 29, 1, 1, 1));
        assertThat(ModelServiceFixture.callFromTasks(service, 30, 2)).isEqualTo(first);
        assertThat(ModelServiceFixture.storedByThisRun(service).requests()).isEqualTo(1);
      }
      assertThat(fixture.serverCount("calls")).isEqualTo(31);
      Path quarantined =
          responses.resolve("quarantine").resolve(segment.getFileName() + ".damaged");
      int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
      assertThat(Files.readAllBytes(quarantined)).isEqualTo(Arrays.copyOf(bytes, end));
      assertThat(segment).doesNotExist();
      try (ModelService service = fixture.open(responses)) {
        assertThat(service.storeReport()).isEqualTo(new StoreReport(2, 30, 0, 0, 0));
      }
    }
  }

  @Test
  void aStoreOfRandomBytesIsQuarantinedCompletely() throws IOException {
    Path responses = Files.createDirectories(folder.resolve("responses"));
    Path segment = responses.resolve(SegmentName.of(1, "a", 0, false).toString());
    Files.write(segment, new byte[] {0, 10, -1, 10, 10, 65});
    try (ModelServiceFixture fixture = ModelServiceFixture.of();
        ModelService service = fixture.open(responses)) {
      assertThat(service.storeReport()).isEqualTo(new StoreReport(1, 0, 3, 1, 1));
      assertThat(ModelServiceFixture.callFromTasks(service, 5, 1)).hasSize(5);
    }
  }

  @Test
  void aStoreWithoutFlushSealsAnswersBeforeReturningThem() throws Exception {
    LocalSpark.session()
        .sparkContext()
        .hadoopConfiguration()
        .setClass("fs.objects.impl", ObjectStore.class, org.apache.hadoop.fs.FileSystem.class);
    String responses = "objects://" + folder.resolve("objects");
    try (ModelServiceFixture fixture = ModelServiceFixture.of()) {
      List<RequestOutcome> first;
      try (ModelService service = fixture.open(LocalSpark.session(), responses)) {
        first = ModelServiceFixture.callFromTasks(service, 200, 4);
        assertThat(first).hasSize(200);
        assertThat(ModelServiceFixture.stored(service).requests())
            .as("before close")
            .isEqualTo(200);
        assertThat(segments(folder.resolve("objects")))
            .hasSizeBetween(1, 40)
            .allMatch(file -> file.toString().endsWith(".sealed"));
      }
      try (ModelService service = fixture.open(LocalSpark.session(), responses)) {
        assertThat(ModelServiceFixture.callFromTasks(service, 200, 2)).isEqualTo(first);
      }
      assertThat(fixture.serverCount("calls")).isEqualTo(200);
    }
  }

  @Test
  void manyThreadsShareObjectsInAStoreWithoutFlush() throws Exception {
    Configuration conf = new Configuration();
    conf.setClass("fs.objects.impl", ObjectStore.class, org.apache.hadoop.fs.FileSystem.class);
    String where = "objects://" + folder.resolve("many");
    Files.createDirectories(folder.resolve("many"));
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try (ResponseStore store = new ResponseStore(where, conf, 1, "a")) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 320; i++) {
        int number = i;
        all.add(
            threads.submit(
                () -> {
                  store.append(key(number), outcome("answer " + number));
                  return store
                      .find(key(number))
                      .equals(java.util.Optional.of(outcome("answer " + number)));
                }));
      }
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
      assertThat(segments(folder.resolve("many")).size()).isLessThan(40);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void onlyNamesOfSegmentsAreSegments() {
    SegmentName name = SegmentName.of(3, "0a-1", 7, false);
    assertThat(name).hasToString("000003-0a-1-000007.log");
    assertThat(SegmentName.parse("000003-0a-1-000007.log")).contains(name);
    assertThat(SegmentName.parse(name.repaired().repaired().toString()))
        .contains(name.repaired().repaired());
    assertThat(name.repaired()).hasToString("000003-0a-1-000007m.sealed");
    for (String other :
        List.of("", ".000003-0a-1-000007.log", "000003-0a-1-000007.log.tmp", "quarantine", "x")) {
      assertThat(SegmentName.parse(other)).as(other).isEmpty();
    }
  }
}
