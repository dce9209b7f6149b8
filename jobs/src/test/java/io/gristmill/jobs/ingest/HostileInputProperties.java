package io.gristmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.filter.FilterStage;
import io.gristmill.jobs.io.FileFormatOption;
import io.gristmill.jobs.io.FileSlice;
import io.gristmill.jobs.io.InputConfig;
import io.gristmill.jobs.io.InputPlan;
import io.gristmill.jobs.io.SliceCount;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.quality.FilterConfig;
import io.gristmill.record.parse.ParseRules;
import io.gristmill.record.parse.RecordParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** For any file content, every record is kept or rejected with a reason, without an exception. */
class HostileInputProperties {

  private static final Configuration CONF = new Configuration();
  private static final int RULE = ClassifiedRows.SCHEMA.fieldIndex("rule");
  private static final int DETAIL = ClassifiedRows.SCHEMA.fieldIndex("detail");
  private static final int POSITION = ClassifiedRows.SCHEMA.fieldIndex("position");

  @Provide
  Arbitrary<byte[]> lines() {
    return HostileInputs.lines();
  }

  @Provide
  Arbitrary<byte[]> documents() {
    return HostileInputs.documents();
  }

  @Provide
  Arbitrary<byte[]> tables() {
    return HostileInputs.tables();
  }

  @Provide
  Arbitrary<byte[]> anything() {
    return Arbitraries.oneOf(
        HostileInputs.noise(),
        HostileInputs.lines(),
        HostileInputs.documents(),
        HostileInputs.tables());
  }

  private interface Reading<T> {
    T of(Path file) throws IOException;
  }

  private static <T> T file(byte[] bytes, Reading<T> reading) throws IOException {
    Path file = Files.createTempFile("hostile", ".data");
    try {
      Files.write(file, bytes);
      return reading.of(file);
    } finally {
      Files.delete(file);
    }
  }

  /** All rows of a file, read slice by slice as tasks do. */
  /** The values of rows as text, since rows compare arrays by identity. */
  private static List<List<Object>> values(List<Row> rows) {
    List<List<Object>> all = new ArrayList<>();
    for (Row row : rows) {
      List<Object> values = new ArrayList<>();
      for (int k = 0; k < row.size(); k++) {
        values.add(row.get(k) instanceof Object[] array ? List.of(array) : "" + row.get(k));
      }
      all.add(values);
    }
    return all;
  }

  private static List<Row> rows(Path file, InputConfig config) {
    SliceRecordReader reader =
        new SliceRecordReader(
            config,
            new RecordParser(ParseRules.standard()),
            false,
            new SerializableConfiguration(CONF));
    List<SliceTask> tasks = new ArrayList<>();
    long rows = 0;
    long lines = 0;
    for (FileSlice slice : InputPlan.of(List.of(file.toString()), config, CONF).slices()) {
      tasks.add(new SliceTask(slice, rows, lines));
      SliceCount count = reader.count(slice);
      rows += count.rows();
      lines += count.lines();
    }
    List<Row> read = new ArrayList<>();
    new SliceRows(reader, tasks).forEachRemaining(read::add);
    assertThat(read).as("rows counted beforehand are the rows read").hasSize((int) rows);
    return read;
  }

  /** Asserts that every row has a position and is either kept or rejected with rule and reason. */
  private static void assertAccounted(List<Row> rows) {
    assertThat(rows.stream().map(row -> row.getLong(POSITION)))
        .isEqualTo(LongStream.range(0, rows.size()).boxed().toList());
    for (Row row : rows) {
      assertThat(row.getString(RULE).isEmpty()).isEqualTo(row.getString(DETAIL).isEmpty());
    }
  }

  private static InputConfig as(FileFormatOption format) {
    return InputConfig.standard().withFormat(format);
  }

  /** Counts non-blank lines by their bytes. */
  private static long filledLines(byte[] bytes) {
    int start = startsWithMark(bytes) ? 3 : 0;
    String text =
        new String(
            bytes, start, bytes.length - start, java.nio.charset.StandardCharsets.ISO_8859_1);
    return Arrays.stream(text.split("\n", -1))
        .filter(line -> line.chars().anyMatch(c -> " \t\r".indexOf(c) < 0))
        .count();
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length > 2
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  @Property(tries = 250)
  void everyNonBlankLineIsKeptOrRejectedForAnySlicing(
      @ForAll("lines") byte[] bytes, @ForAll @IntRange(min = 1, max = 90) int slice)
      throws IOException {
    file(
        bytes,
        file -> {
          List<Row> whole = rows(file, as(FileFormatOption.JSONL));
          assertAccounted(whole);
          long several = whole.size() - filledLines(bytes);
          boolean mayBeSeveral =
              new String(bytes, java.nio.charset.StandardCharsets.UTF_8).contains("instances");
          assertThat(several).isBetween(0L, mayBeSeveral ? 1000L : 0L);
          assertThat(values(rows(file, as(FileFormatOption.JSONL).withMaxPartitionBytes(slice))))
              .isEqualTo(values(whole));
          return whole;
        });
  }

  @Property(tries = 150)
  void aSmallMaximumRecordSizeLosesNoLine(
      @ForAll("lines") byte[] bytes, @ForAll @IntRange(min = 1, max = 60) int most)
      throws IOException {
    file(
        bytes,
        file -> {
          InputConfig config = as(FileFormatOption.JSONL).withMaxRecordBytes(most);
          List<Row> whole = rows(file, config);
          assertAccounted(whole);
          assertThat((long) whole.size()).isGreaterThanOrEqualTo(filledLines(bytes));
          assertThat(values(rows(file, config.withMaxPartitionBytes(7)))).isEqualTo(values(whole));
          return whole;
        });
  }

  @Property(tries = 200)
  void everyReadableRecordOfADocumentIsAccountedFor(@ForAll("documents") byte[] bytes)
      throws IOException {
    file(
        bytes,
        file -> {
          assertAccounted(rows(file, as(FileFormatOption.JSON)));
          return file;
        });
  }

  @Property(tries = 200)
  void aTableIsAccountedForWithAnyQuotes(@ForAll("tables") byte[] bytes) throws IOException {
    file(
        bytes,
        file -> {
          assertAccounted(rows(file, as(FileFormatOption.CSV)));
          assertAccounted(rows(file, as(FileFormatOption.TSV)));
          return file;
        });
  }

  @Property(tries = 250)
  void anyFileIsAccountedForOrRefusedAsAWhole(@ForAll("anything") byte[] bytes) throws IOException {
    file(
        bytes,
        file -> {
          try {
            assertAccounted(rows(file, InputConfig.standard()));
          } catch (UserException refused) {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.INPUT);
            assertThat(refused).hasMessageContaining(file.getFileName().toString());
          }
          return file;
        });
  }

  @Property(tries = 60)
  void parquetWithAnyColumnsYieldsOneResultPerRow(@ForAll Random random) throws IOException {
    Path file = Files.createTempFile("hostile", ".parquet");
    Files.delete(file);
    try {
      int rows = random.nextInt(20);
      write(file, schema(random), rows, random);
      List<Row> read = rows(file, InputConfig.standard());
      assertAccounted(read);
      assertThat(read).hasSize(rows);
      assertThat(values(rows(file, InputConfig.standard().withMaxPartitionBytes(9))))
          .isEqualTo(values(read));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static MessageType schema(Random random) {
    List<String> names =
        new ArrayList<>(
            List.of("instruction", "output", "input", "prompt", "metadata", "한국어", "a b", "id"));
    java.util.Collections.shuffle(names, random);
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (String name : names.subList(0, 1 + random.nextInt(names.size()))) {
      switch (random.nextInt(5)) {
        case 0 ->
            schema
                .optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
        case 1 -> schema.optional(PrimitiveTypeName.BINARY).named(name);
        case 2 -> schema.required(PrimitiveTypeName.INT64).named(name);
        case 3 -> schema.repeated(PrimitiveTypeName.DOUBLE).named(name);
        default ->
            schema.optionalGroup().optional(PrimitiveTypeName.BOOLEAN).named("flag").named(name);
      }
    }
    return schema.named("row");
  }

  private static void write(Path file, MessageType schema, int rows, Random random)
      throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(schema)
            .withConf(CONF)
            .build()) {
      for (int row = 0; row < rows; row++) {
        Group group = new SimpleGroup(schema);
        for (int column = 0; column < schema.getFieldCount(); column++) {
          fill(group, schema, column, random);
        }
        writer.write(group);
      }
    }
  }

  private static void fill(Group group, MessageType schema, int column, Random random) {
    if (!schema.getType(column).isPrimitive()) {
      group.addGroup(column).add("flag", random.nextBoolean());
      return;
    }
    switch (schema.getType(column).asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> group.add(column, random.nextLong());
      case DOUBLE -> random.doubles(random.nextInt(3)).forEach(d -> group.add(column, d));
      default -> {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        if (random.nextInt(3) > 0) {
          group.add(column, Binary.fromConstantByteArray(bytes));
        }
      }
    }
  }

  @Property(tries = 5)
  void rowsReadByIngestAreRowsKeptAndRejectedByIngestAndFilter(
      @ForAll("lines") byte[] lines,
      @ForAll("documents") byte[] documents,
      @ForAll("tables") byte[] tables,
      @ForAll @IntRange(min = 1, max = 90) int slice)
      throws IOException {
    Path folder = Files.createTempDirectory("hostile");
    Files.write(folder.resolve("a.jsonl"), lines);
    Files.write(folder.resolve("b.jsonl"), documents);
    Files.write(folder.resolve("c.jsonl"), tables);
    InputConfig config = as(FileFormatOption.JSONL).withMaxPartitionBytes(slice);
    long expected = 0;
    for (String name : List.of("a.jsonl", "b.jsonl", "c.jsonl")) {
      expected += rows(folder.resolve(name), as(FileFormatOption.JSONL)).size();
    }
    IngestStage ingest =
        IngestStage.of(
            List.of(folder.toString()),
            new IngestConfig(config, ParseRules.standard(), SparkSource.NONE),
            CONF);
    var context = LocalSpark.context(folder.resolve("work").toString(), 0);
    StageResult read = ingest.apply(context, LocalSpark.session().emptyDataFrame());
    assertThat(read.rows().count() + read.rejects().count()).isEqualTo(expected);
    var settings = StageRun.settings();
    StageResult filtered =
        new FilterStage(FilterConfig.read(settings, new io.gristmill.check.Problems()), settings)
            .apply(context, read.rows());
    Dataset<Row> places =
        filtered
            .rows()
            .select("position")
            .union(filtered.rejects().select("position"))
            .union(read.rejects().select("position"));
    assertThat(places.count()).isEqualTo(expected);
    assertThat(places.distinct().count()).isEqualTo(expected);
    filtered.release().run();
    read.release().run();
  }
}
