package io.gristmill.jobs.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.CompressedBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceReaderTest {

  @TempDir Path folder;

  private List<String> read(String name, byte[] bytes, UnaryOperator<InputConfig> change) {
    Configuration conf = new Configuration();
    InputConfig config = change.apply(InputConfig.standard());
    List<String> found = new ArrayList<>();
    try {
      Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (FileSlice slice : InputPlan.of(List.of(folder + "/" + name), config, conf).slices()) {
      try (Records records = SliceReader.open(slice, config, conf, 0)) {
        records.forEachRemaining(record -> found.add(describe(record)));
      }
    }
    return found;
  }

  private List<String> read(String name, byte[] bytes) {
    return read(name, bytes, config -> config);
  }

  private List<String> read(String name, String text) {
    return read(name, text.getBytes(UTF_8));
  }

  private static String describe(SourceRecord record) {
    return record.place()
        + " "
        + (record.error() == null
            ? record.node()
            : record.error().rule()
                + ": "
                + record.error().reason()
                + " <"
                + record.text(30)
                + ">");
  }

  private static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  @Test
  void blankLinesByteOrderMarksAndCarriageReturnsAreIgnored() {
    assertThat(read("a.jsonl", "\uFEFF{\"a\":1}\r\n\r\n  \t\n{\"a\":2}\n\n{\"a\":3}"))
        .containsExactly("1 {\"a\":1}", "4 {\"a\":2}", "6 {\"a\":3}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF", " \r\n \n"})
  void aFileWithoutRecordsYieldsNone(String text) {
    assertThat(read("a.jsonl", text)).isEmpty();
    assertThat(read("a.json", text)).isEmpty();
    assertThat(read("a.csv", text)).isEmpty();
    assertThat(read("b.jsonl", CompressedBytes.gzip(text))).isEmpty();
  }

  @Test
  void aHeaderAloneYieldsNoRecord() {
    assertThat(read("a.csv", "instruction,output")).isEmpty();
    assertThat(read("a.csv", "instruction,output\r\n")).isEmpty();
  }

  @Test
  void aBrokenLineLosesNoOtherRecord() {
    assertThat(read("a.jsonl", "{\"a\":1}\n{\"a\":\n{\"a\":3} x\n{\"a\":4}\n"))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("1 {\"a\":1}"),
            line -> assertThat(line).startsWith("2 bad-json: ").endsWith("<{\"a\":>"),
            line -> assertThat(line).startsWith("3 bad-json: ").endsWith("<{\"a\":3} x>"),
            line -> assertThat(line).isEqualTo("4 {\"a\":4}"));
  }

  @Test
  void theLastOfEqualKeysWins() {
    assertThat(read("a.jsonl", "{\"a\":1,\"a\":2}")).containsExactly("1 {\"a\":2}");
  }

  @Test
  void invalidUtf8LosesOnlyItsRecord() {
    String broken =
        "invalid-utf8: byte 0xff at place 6 of the record is not valid UTF-8 <{\"a\":\"\uFFFD\"}>";
    assertThat(read("a.jsonl", latin1("{\"a\":1}\n{\"a\":\"\u00ff\"}\n{\"a\":3}\n")))
        .containsExactly("1 {\"a\":1}", "2 " + broken, "3 {\"a\":3}");
    assertThat(read("a.json", latin1("[{\"a\":1},{\"a\":\"\u00ff\"},{\"a\":3}]")))
        .containsExactly("record 1 {\"a\":1}", "record 2 " + broken, "record 3 {\"a\":3}");
    assertThat(read("a.csv", latin1("a,b\nx,1\n\u00e9,2\ny,3\n")))
        .containsExactly(
            "row 2 {\"a\":\"x\",\"b\":\"1\"}",
            "row 3 invalid-utf8: byte 0xe9 at place 0 of the record is not valid UTF-8 <\uFFFD,2>",
            "row 4 {\"a\":\"y\",\"b\":\"3\"}");
  }

  @Test
  void encodedSurrogatesAreInvalidUtf8ButTheReplacementCharacterIsValid() {
    assertThat(read("a.jsonl", latin1("{\"a\":\"\u00ed\u00a0\u0080\"}")).get(0))
        .startsWith("1 invalid-utf8");
    assertThat(read("a.jsonl", "{\"a\":\"\uFFFD\"}")).containsExactly("1 {\"a\":\"\uFFFD\"}");
  }

  @Test
  void aListIsReadElementByElementInAnyLayout() {
    assertThat(
            read(
                "a.json",
                "\uFEFF [\n"
                    + "  {\n"
                    + " \"a\": \"]},\\\"[\\\\\" },\r\n"
                    + "\t{\"b\": [1, {\"c\": 2}]} , 5,null,\"x\"]\n"))
        .containsExactly(
            "record 1 {\"a\":\"]},\\\"[\\\\\"}",
            "record 2 {\"b\":[1,{\"c\":2}]}",
            "record 3 5",
            "record 4 null",
            "record 5 \"x\"");
    assertThat(read("a.json", "[]")).isEmpty();
  }

  @Test
  void topLevelObjectsAreRecords() {
    assertThat(read("a.json", "{\n\"a\": 1\n}\n{\n\"a\": 2\n}\n[{\"a\":3}]"))
        .containsExactly("record 1 {\"a\":1}", "record 2 {\"a\":2}", "record 3 {\"a\":3}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"a\":1},{\"a\" 2},{\"a\":3}] | record 2 bad-json: Unexpected character",
        "[{\"a\":1},{\"a\":2 | record 2 bad-json: the file ends inside the record that starts at"
            + " byte 9",
        "[{\"a\":1} | record 2 bad-json: the file ends before the closing ]",
        "[{\"a\":1}, | record 2 bad-json: the file ends before the closing ]",
        "[{\"a\":1},] | record 2 bad-json: at byte 9 expected an element, found \"]\"; the"
            + " remaining 1 bytes were skipped",
        "[{\"a\":1} {\"a\":2}] | record 2 bad-json: at byte 9 expected , or ] after an"
            + " element, found \"{\"; the remaining 8 bytes were skipped",
        "[{\"a\":1}] garbage | record 2 bad-json: Unrecognized token",
        "[{\"a\":1},,{\"a\":2}] | record 2 bad-json: at byte 9 expected an element",
        "[{\"a\":1},{\"a\":\"2},{\"a\":3}] | record 2 bad-json: the file ends inside the record"
      })
  void aMalformedListKeepsEarlierElementsAndReportsTheRest(String text, String reject) {
    assertThat(read("a.json", text))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("record 1 {\"a\":1}"),
            rest -> assertThat(rest).startsWith(reject));
  }

  @Test
  void theRestOfAMalformedListIsReportedInBytes() {
    assertThat(read("a.json", "[{\"a\":1},{\"a\" 2},{\"a\":3}]").get(1))
        .contains("the record starts at byte 9, the remaining 9 bytes were skipped <{\"a\" 2}>");
  }

  @Test
  void cellsMayHoldSeparatorsQuotesAndLines() {
    assertThat(
            read(
                "a.csv",
                "instruction,\"out\"\"put\",n\r\n\"a,\r\n\"\"b\"\"\",c\"d,\r\n\r\ne,,\n\"\",x"))
        .containsExactly(
            "row 2 {\"instruction\":\"a,\\r\\n\\\"b\\\"\",\"out\\\"put\":\"c\\\"d\",\"n\":\"\"}",
            "row 4 {\"instruction\":\"e\",\"out\\\"put\":\"\",\"n\":\"\"}",
            "row 5 {\"instruction\":\"\",\"out\\\"put\":\"x\"}");
    assertThat(read("a.tsv", "question\tanswer\n한국어, 中文\t😀\n"))
        .containsExactly("row 2 {\"question\":\"한국어, 中文\",\"answer\":\"😀\"}");
    assertThat(read("b.csv", "a,b\r1,2\r3,4"))
        .containsExactly("row 2 {\"a\":\"1\",\"b\":\"2\"}", "row 3 {\"a\":\"3\",\"b\":\"4\"}");
  }

  @Test
  void aRowThatDoesNotFitTheHeaderLosesNoOtherRow() {
    assertThat(read("a.csv", "a,b\n1,2,3\n4,5\n6,\"7\n8"))
        .containsExactly(
            "row 2 bad-csv: the row has 3 cells, the header has 2 <1,2,3>",
            "row 3 {\"a\":\"4\",\"b\":\"5\"}",
            "row 4 bad-csv: the file ends inside a quoted cell; a quote is not closed <6,\"7\n8>");
  }

  @Test
  void compressedFilesMayHaveSeveralMembers() {
    for (var pack :
        List.<Function<String, byte[]>>of(
            CompressedBytes::gzip, CompressedBytes::zstd, CompressedBytes::bzip2)) {
      byte[] both = CompressedBytes.joined(pack.apply("{\"a\":1}\n{\"a\""), pack.apply(":2}\n"));
      assertThat(read("a.jsonl", both)).containsExactly("1 {\"a\":1}", "2 {\"a\":2}");
    }
  }

  @Test
  void aTruncatedCompressedFileKeepsTheRowsBeforeTheTruncation() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 120_000; i++) {
      lines.append("{\"a\":\"").append(Long.toHexString(i * 0x9E3779B97F4A7C15L)).append("\"}\n");
    }
    for (byte[] whole :
        List.of(
            CompressedBytes.gzip(lines.toString()),
            CompressedBytes.zstd(lines.toString()),
            CompressedBytes.bzip2(lines.toString()))) {
      byte[] cut = Arrays.copyOf(whole, whole.length * 9 / 10);
      List<String> found = read("a.jsonl", cut);
      assertThat(found.size()).isBetween(60_000, 119_000);
      assertThat(found.get(found.size() - 1))
          .startsWith(found.size() + " truncated-file: the compressed file is truncated");
      assertThat(found.subList(0, found.size() - 1)).allMatch(line -> line.endsWith("\"}"));
    }
  }

  @Test
  void aTruncatedListAndATruncatedTableReportTheRestOnce() {
    String rows = "x,\"y\"\n".repeat(20_000);
    byte[] csv = CompressedBytes.gzip("instruction,output\n" + rows);
    List<String> found = read("a.csv", Arrays.copyOf(csv, csv.length - 10));
    assertThat(found.stream().filter(line -> line.contains("truncated-file"))).hasSize(1);
    assertThat(found.get(found.size() - 1)).contains("truncated-file");
    byte[] json = CompressedBytes.gzip("[" + "{\"a\":1},".repeat(20_000) + "{\"a\":1}]");
    found = read("a.json", Arrays.copyOf(json, json.length - 10));
    assertThat(found.stream().filter(line -> line.contains("truncated-file"))).hasSize(1);
  }

  @Test
  void aCorruptCompressedFileIsNotReportedAsTruncated() {
    byte[] whole = CompressedBytes.gzip("{\"a\":1}\n{\"a\":2}\n");
    whole[whole.length - 6] ^= 0x55; // the check sum
    assertThat(read("a.jsonl", whole))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("1 {\"a\":1}"),
            line -> assertThat(line).isEqualTo("2 {\"a\":2}"),
            line -> assertThat(line).startsWith("3 corrupt-file: the compressed file is corrupt"));
  }

  @Test
  void anOversizedRecordLosesNoOtherRecord() {
    UnaryOperator<InputConfig> small = config -> config.withMaxRecordBytes(20);
    String large = "{\"a\":\"" + "x".repeat(50) + "\"}";
    String reason = "too-large: the record has 58 bytes, more than ingest.max-record-bytes (20) <";
    assertThat(read("a.jsonl", ("{\"a\":1}\n" + large + "\n{\"a\":3}").getBytes(UTF_8), small))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("1 {\"a\":1}"),
            line -> assertThat(line).startsWith("2 " + reason + "{\"a\":\"xx"),
            line -> assertThat(line).isEqualTo("3 {\"a\":3}"));
    assertThat(read("a.json", ("[{\"a\":1}," + large + ",{\"a\":3}]").getBytes(UTF_8), small))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("record 1 {\"a\":1}"),
            line -> assertThat(line).startsWith("record 2 " + reason),
            line -> assertThat(line).isEqualTo("record 3 {\"a\":3}"));
    assertThat(read("a.csv", ("a,b\n1,\"" + "y\n".repeat(20) + "\"\n3,4").getBytes(UTF_8), small))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("row 2 too-large: the record has 44 bytes"),
            line -> assertThat(line).isEqualTo("row 3 {\"a\":\"3\",\"b\":\"4\"}"));
  }

  @Test
  void aRecordOfMaximumSizeIsKept() {
    assertThat(
            read("a.jsonl", "{\"a\":1}\n".getBytes(UTF_8), config -> config.withMaxRecordBytes(7)))
        .containsExactly("1 {\"a\":1}");
  }

  @Test
  void deepNestingIsReportedAsBadJsonWithoutStackOverflow() {
    assertThat(read("a.jsonl", "[".repeat(100_000)).get(0)).contains("bad-json");
    assertThat(read("b.jsonl", "{}\n" + "{\"a\":".repeat(50_000)).get(1)).contains("bad-json");
  }

  @Test
  void aRejectedTextIsTruncatedBetweenCharacters() {
    SourceRecord record = SourceRecord.failed("1", new ReadError("x", "y"), "가나다".getBytes(UTF_8));
    assertThat(record.text(100)).isEqualTo("가나다");
    assertThat(record.text(5)).isEqualTo("가");
    assertThat(record.text(2)).isEmpty();
  }
}
