package io.gristmill.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.Tables;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFootersTest {

  @TempDir Path folder;

  @Test
  void encodingsAreSortedAndTheRestIsUnchanged() throws Exception {
    SparkSession spark = LocalSpark.session();
    Tables.examples(Corpus.planted(61), 2).write().parquet(folder.resolve("a").toString());
    List<Path> parts = parts(folder.resolve("a"));
    List<org.apache.hadoop.fs.Path> copies =
        ParquetFooters.ordered(
            spark,
            parts.stream().map(part -> new org.apache.hadoop.fs.Path(part.toUri())).toList(),
            new org.apache.hadoop.fs.Path(folder.resolve("b").toUri()));
    assertThat(copies).hasSize(2);
    for (int i = 0; i < 2; i++) {
      byte[] before = Files.readAllBytes(parts.get(i));
      byte[] after = Files.readAllBytes(Path.of(copies.get(i).toUri().getPath()));
      assertThat(after).hasSameSizeAs(before);
      assertThat(data(after)).isEqualTo(data(before));
      FileMetaData expected = footer(before);
      chunks(expected).forEach(chunk -> chunk.getMeta_data().getEncodings().sort(null));
      assertThat(footer(after)).isEqualTo(expected);
      assertThat(chunks(footer(after)))
          .isNotEmpty()
          .allSatisfy(
              chunk ->
                  assertThat(chunk.getMeta_data().getEncodings().stream().map(Encoding::getValue))
                      .isSorted()
                      .hasSizeGreaterThan(1));
    }
    assertThat(Tables.lines(spark.read().parquet(folder.resolve("b").toString())))
        .isEqualTo(Tables.lines(Tables.examples(Corpus.planted(61), 2)));
  }

  private static List<Path> parts(Path table) throws Exception {
    try (Stream<Path> files = Files.list(table)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }

  private static List<ColumnChunk> chunks(FileMetaData file) {
    return file.getRow_groups().stream().flatMap(group -> group.getColumns().stream()).toList();
  }

  private static FileMetaData footer(byte[] file) throws Exception {
    return Util.readFileMetaData(
        new ByteArrayInputStream(Arrays.copyOfRange(file, data(file).length, file.length - 8)));
  }

  private static byte[] data(byte[] file) {
    int footer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    return Arrays.copyOf(file, file.length - 8 - footer);
  }
}
