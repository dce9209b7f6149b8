package io.gristmill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The texts to measure a kernel on. */
@State(Scope.Benchmark)
public class BenchTexts {

  @Param("")
  public String data = "";

  @Param("instruction")
  public String field = "";

  @Param("2147483647")
  public int rows;

  @Param("1")
  public int threads;

  private List<String> texts = List.of();

  @Setup
  public void read() throws IOException {
    texts = DataFile.texts(Path.of(data), field, rows);
  }

  List<String> texts() {
    return texts;
  }
}
