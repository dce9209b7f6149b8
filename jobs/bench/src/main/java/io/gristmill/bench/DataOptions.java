package io.gristmill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that select the texts to measure. */
final class DataOptions {

  @Option(
      names = "--data",
      required = true,
      description = "JSON lines or a JSON array, plain or gzip.")
  private Path data = Path.of("");

  @Option(
      names = "--field",
      defaultValue = "instruction",
      description = "Column to read; rows without text in it are skipped.")
  private String field = "";

  @Option(
      names = "--rows",
      defaultValue = "2147483647",
      description = "Maximum number of rows to read.")
  private int rows;

  Path data() {
    return data;
  }

  String field() {
    return field;
  }

  int rows() {
    return rows;
  }

  List<String> texts() throws IOException {
    return DataFile.texts(data, field, rows);
  }
}
