package io.gristmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.io.FileFormatOption;
import io.gristmill.jobs.io.InputConfig;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.CompressedBytes;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.record.Example;
import io.gristmill.record.parse.MetadataSelection;
import io.gristmill.record.parse.ParseRules;
import io.gristmill.record.parse.RecordFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestStageTest {

  private static final String MIXED =
      "{\"instruction\": \"Add 1 and 2.\", \"output\": \"3\"}\n\n"
          + "{\"instruction\": \"Which?\", \"instances\": [{\"input\": \"a\", \"output\": \"1\"},"
          + " {\"input\": \"b\"}, {\"output\": \"3\"}]}\r\n"
          + "no JSON\n"
          + "{\"prompt\": \"더하기\", \"context\": \"1, 2\", \"response\": \"3 😀\", \"lang\":"
          + " \"ko\"}\n"
          + "{\"inst\\u0061nces\": [{\"output\": \"x\"}, {\"output\": \"y\"}], \"instruction\":"
          + " \"e\"}\n"
          + "{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"}]}\n"
          + "{\"instruction\": \"last\", \"output\": \"\"}";

  private static final String LINE =
      "{\"instruction\": \"i\", \"input\": \"m\", \"output\": \"o\"}";

  private static final String ID = Example.of(0, "i", "m", "o").id();

  @TempDir Path folder;
  private Ingested ingest;

  @BeforeEach
  void newFolder() {
    ingest = new Ingested(folder);
  }

  private Ingested again() {
    return new Ingested(folder);
  }

  @Test
  void aJsonLineBecomesAnExampleWithTheIdOfItsContent() {
    ingest.write("a.jsonl", "{\"instruction\": \"더하기\", \"input\": \"1\", \"output\": \"😀\"}\n");
    assertThat(ingest.table())
        .containsExactly(
            new Example(
                Example.of(0, "더하기", "1", "😀").id(),
                0,
                "더하기",
                "1",
                "😀",
                "a.jsonl",
                "",
                List.of(),
                Map.of(),
                null));
    assertThat(ingest.rejects()).isEmpty();
  }

  @Test
  void everyRecordHasAPositionEvenIfRejected() {
    ingest.write("a.jsonl", MIXED);
    assertThat(ingest.examples())
        .containsExactly(
            "0|Add 1 and 2.||3|a.jsonl|{}",
            "1|Which?|a|1|a.jsonl|{}",
            "3|Which?||3|a.jsonl|{}",
            "5|더하기|1, 2|3 😀|a.jsonl|{lang=ko}",
            "6|e||x|a.jsonl|{}",
            "7|e||y|a.jsonl|{}",
            "9|last|||a.jsonl|{}");
    assertThat(ingest.rejects())
        .satisfiesExactly(
            r -> assertThat(r).startsWith("2|missing-field|a.jsonl:3: instance 2: field"),
            r -> assertThat(r).startsWith("4|bad-json|a.jsonl:4: ").endsWith("|no JSON"),
            r ->
                assertThat(r)
                    .startsWith("8|odd-conversation|a.jsonl:7: conversation: no turn answers"));
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 50, 133, 1 << 20})
  void theResultDoesNotDependOnTheSliceSize(long bytes) {
    ingest.write("b.jsonl", MIXED).write("a.jsonl", MIXED + "\n" + MIXED);
    Ingested cut = again().with(config -> sliced(config, bytes));
    assertThat(cut.table()).isEqualTo(ingest.table()).hasSize(21);
    assertThat(cut.rejects()).isEqualTo(ingest.rejects()).hasSize(9);
    assertThat(cut.stage().fingerprint()).isEqualTo(ingest.stage().fingerprint());
  }

  private static IngestConfig sliced(IngestConfig config, long bytes) {
    return new IngestConfig(
        config.files().withMaxPartitionBytes(bytes), config.parsing(), config.spark());
  }

  @Test
  void theOrderOfArgumentsChangesNothing() {
    ingest.write("b.jsonl", MIXED).write("a/c.jsonl", MIXED).write("d.json", "[" + LINE + "]");
    assertThat(again().from("d.json", "b.jsonl", "a").table())
        .isEqualTo(ingest.table())
        .extracting(Example::source)
        .startsWith("c.jsonl")
        .endsWith("d.json");
  }

  @Test
  void allFormatsAndPackingsGiveTheSameExample() {
    String pretty = "[\n  " + LINE.replace(",", ",\n    ") + "\n]\n";
    ingest
        .write("01", LINE)
        .write("02", LINE + "\r\n")
        .write("03", CompressedBytes.gzip(LINE))
        .write("04", CompressedBytes.zstd(LINE))
        .write("05", CompressedBytes.bzip2(LINE))
        .write("06", pretty)
        .write("07", CompressedBytes.gzip(pretty))
        .write("08", LINE.replace(",", ",\n"))
        .write("09", "instruction,input,output\ni,m,o\n")
        .write("10", "instruction\tinput\toutput\ni\tm\to\n")
        .write("11", CompressedBytes.zstd("output;input;instruction\r\n\"o\";m;i"));
    Dataset<Row> row =
        LocalSpark.session()
            .sql("select 'i' as instruction, 'm' as input, 'o' as output")
            .coalesce(1);
    row.write().parquet(folder + "/12");
    row.write().option("compression", "zstd").parquet(folder + "/13");
    assertThat(ingest.table()).hasSize(13).extracting(Example::id).containsOnly(ID);
    assertThat(ingest.table()).extracting(Example::position).doesNotHaveDuplicates();
    assertThat(ingest.rejects()).isEmpty();
  }

  @Test
  void parquetRowsKeepTheOrderOfTheFileAndTheirNestedColumns() {
    LocalSpark.session()
        .range(0, 1000, 1, 1)
        .selectExpr(
            "concat('q', id) as question",
            "if(id = 7, null, named_struct('text', array(concat('a', id)))) as answers",
            "id as n",
            "cast(id as decimal(10,2)) as price",
            "map('k', id) as m")
        .write()
        .parquet(folder + "/p");
    ingest
        .from("p")
        .with(
            config ->
                new IngestConfig(
                    config.files(),
                    new ParseRules(
                        RecordFormat.AUTO,
                        Map.of("output", "answers.text.0"),
                        MetadataSelection.of("n, price, m")),
                    config.spark()));
    List<String> examples = ingest.examples();
    assertThat(examples).hasSize(999);
    assertThat(examples.get(0))
        .startsWith("0|q0||a0|part-")
        .endsWith("{m={\"k\":0}, n=0, price=0.00}");
    assertThat(examples.get(998)).startsWith("999|q999||a999|");
    assertThat(ingest.rejects())
        .satisfiesExactly(
            r ->
                assertThat(r)
                    .startsWith("7|missing-field|p/part-")
                    .contains(":row 8: field \"output\"")
                    .contains("{\"question\":\"q7\",\"answers\":null,\"n\":7"));
  }

  @Test
  void conversationsInParquetAreRead() {
    LocalSpark.session()
        .sql(
            "select array(named_struct('role', 'user', 'content', 'q'),"
                + " named_struct('role', 'assistant', 'content', 'a'),"
                + " named_struct('role', 'user', 'content', 'r')) as messages")
        .write()
        .parquet(folder + "/p");
    assertThat(ingest.from("p").table())
        .satisfiesExactly(
            e -> {
              assertThat(e.instruction()).isEqualTo("q");
              assertThat(e.metadata().get("messages"))
                  .isEqualTo(
                      "[{\"role\":\"user\",\"content\":\"q\"},"
                          + "{\"role\":\"assistant\",\"content\":\"a\"},"
                          + "{\"role\":\"user\",\"content\":\"r\"}]");
            });
  }

  @Test
  void invalidUtf8InParquetLosesOnlyItsRow() {
    LocalSpark.session()
        .sql(
            "select * from values (0, X'C3A9', 'a'), (1, X'FF41', 'b') as t(n, instruction,"
                + " output)")
        .coalesce(1)
        .write()
        .parquet(folder + "/p");
    assertThat(ingest.from("p").table()).extracting(Example::instruction).containsExactly("é");
    assertThat(ingest.rejects())
        .satisfiesExactly(
            r ->
                assertThat(r)
                    .startsWith("1|invalid-utf8|")
                    .contains("field \"instruction\": byte 0xff at place 0 is not valid UTF-8"));
  }

  @Test
  void anEmptyInputYieldsNothing() {
    ingest.write("a.jsonl", "").write("b.csv", "instruction,output\n").write("c.json", "[]");
    assertThat(ingest.table()).isEmpty();
    assertThat(ingest.rejects()).isEmpty();
  }

  @Test
  void aRecordOfFiftyMegabytesIsRead() {
    String fifty = "글".repeat(50_000_000 / 3);
    ingest.write(
        "a.jsonl", LINE + "\n{\"instruction\": \"i\", \"output\": \"" + fifty + "\"}\n" + LINE);
    assertThat(ingest.table())
        .extracting(e -> e.position() + " " + e.output().length())
        .containsExactly("0 1", "1 16666666", "2 1");
  }

  @Test
  void aRejectedTextIsTruncatedAndMadeValid() {
    InputConfig config = InputConfig.standard();
    ingest
        .with(
            c ->
                new IngestConfig(
                    new InputConfig(
                        FileFormatOption.JSONL,
                        (char) 0,
                        '"',
                        config.maxPartitionBytes(),
                        1 << 20,
                        8),
                    c.parsing(),
                    c.spark()))
        .write("a.jsonl", new byte[] {'{', (byte) 0xff, '"', 'a', 'b', 'c', 'd', 'e', 'f', 'g'});
    assertThat(ingest.rejects()).satisfiesExactly(r -> assertThat(r).endsWith("|{\uFFFD\"abcde"));
  }

  @Test
  void rejectsNameTheStageAndHaveNoScore() {
    ingest.write("a.jsonl", "x\n{}\n");
    Dataset<Row> rejects =
        ingest
            .stage()
            .apply(LocalSpark.context(folder.toString(), 0), LocalSpark.session().emptyDataFrame())
            .rejects();
    assertThat(rejects.schema().fieldNames()).containsExactly(RejectsTable.SCHEMA.fieldNames());
    assertThat(
            rejects
                .select("id", "stage", "score", "threshold", "witness_id")
                .distinct()
                .toJSON()
                .collectAsList())
        .containsExactly("{\"id\":\"\",\"stage\":\"ingest\"}");
  }
}
