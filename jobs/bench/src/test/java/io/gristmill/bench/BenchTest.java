package io.gristmill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {

  private static final int SIZE = 400;

  @TempDir Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void writeRecombinedData() throws IOException {
    Path real = folder.resolve("real.json");
    Files.writeString(
        real,
        """
        [{"instruction": "Name three rivers, and say where each of them ends.", "output": "a"},
         {"instruction": "Write a letter to a friend who lives far away.", "output": "b"},
         {"instruction": "", "output": "no instruction"},
         {"instruction": "바다는 왜 짠지, 한 문장으로 설명하세요.", "output": "c"},
         {"instruction": "Add 2 and 5; then halve the sum.", "output": "d"}]
        """);
    data = folder.resolve("data.jsonl");
    run("recombine", "--data", real, "--size", SIZE, "--output", data);
  }

  @Test
  void theKernelsCountTheSameOnEveryRunAndForAnyNumberOfThreads() throws IOException {
    for (String kernel : new String[] {"COSINE", "ROUGE"}) {
      JsonNode first = process(kernel, 1);
      assertThat(first.path("rows").asInt()).isEqualTo(SIZE);
      assertThat(first.path("pairs").asLong()).isPositive();
      assertThat(first.path("visits").asLong()).isPositive();
      for (int threads = 1; threads <= 3; threads++) {
        JsonNode again = process(kernel, threads);
        for (String count : List.of("rows", "kept", "pairs", "distinct", "visits", "survivors")) {
          assertThat(again.get(count)).as(kernel + " " + count).isEqualTo(first.get(count));
        }
      }
    }
  }

  @Test
  void thePairsWrittenAreAsManyAsCounted() throws IOException {
    Path pairs = folder.resolve("pairs.tsv");
    JsonNode report =
        report("process", "ROUGE", "--data", data, "--threshold", 0.7, "--pairs", pairs);
    assertThat(Files.readAllLines(pairs))
        .hasSize(report.path("pairs").asInt())
        .allMatch(line -> line.matches("\\d+\\t\\d+\\t0?1?\\.\\d+"));
  }

  @Test
  void recombinedRowsKeepTheOtherColumns() throws IOException {
    for (String line : Files.readAllLines(data)) {
      assertThat(DataFile.JSON.readTree(line).path("output").asText()).matches("[abcd]");
    }
  }

  @Test
  void gzippedLinesReadAsPlainOnes() throws IOException {
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(data, out);
    }
    assertThat(DataFile.texts(packed, "instruction", SIZE))
        .isEqualTo(DataFile.texts(data, "instruction", SIZE))
        .hasSize(SIZE);
  }

  @Test
  void aFieldThatNoRowHasIsRejected() {
    assertThat(
            new CommandLine(new Bench())
                .setExecutionExceptionHandler(BenchTest::message)
                .execute(
                    "process",
                    "COSINE",
                    "--data",
                    data.toString(),
                    "--threshold",
                    "0.7",
                    "--field",
                    "question"))
        .isEqualTo(70);
  }

  private static int message(Exception e, CommandLine program, CommandLine.ParseResult parsed) {
    assertThat(e).hasMessageContaining("question").hasMessageContaining("data.jsonl");
    return 70;
  }

  @Test
  void stepsOfTrainingLowerTheLoss() throws IOException {
    String shape = "--rows 2 --columns 8 --width 16 --layers 1 --heads 2 --steps 3";
    for (String precision : List.of("FULL", "BF16")) {
      JsonNode report =
          report((Object[]) ("train-steps --precision " + precision + " " + shape).split(" "));
      assertThat(report.path("last_loss").asDouble())
          .isPositive()
          .isLessThan(report.path("first_loss").asDouble());
      assertThat(report.path("cpu_seconds_per_step").asDouble()).isPositive();
    }
  }

  @Test
  void everyTokenAskedForIsWritten() throws IOException {
    String shape = "--rows 3 --prompt 4 --new 11 --width 16 --layers 1 --heads 2 --steps 1";
    for (String how : List.of("--precision FULL", "--precision BF16 --drawn")) {
      JsonNode report = report((Object[]) ("generate-tokens " + how + " " + shape).split(" "));
      assertThat(report.path("tokens").asInt()).isEqualTo(33);
      assertThat(report.path("cpu_seconds_per_step").asDouble()).isPositive();
    }
  }

  @Test
  void kernelsAreNamedAndFoundByStep() {
    assertThat(KernelCost.name("io.gristmill.bench.CosineKernels.join")).isEqualTo("cosine.join");
    assertThat("io.gristmill.bench.CosineKernels.join")
        .containsPattern(KernelCost.benchmark("cosine.join"));
    assertThat("io.gristmill.bench.RougeKernels.join")
        .doesNotContainPattern(KernelCost.benchmark("cosine.join"));
  }

  private JsonNode process(String kernel, int threads) throws IOException {
    return report("process", kernel, "--data", data, "--threshold", 0.7, "--threads", threads);
  }

  private static JsonNode report(Object... words) throws IOException {
    return DataFile.JSON.readTree(run(words));
  }

  /** Runs the program and returns its output. */
  private static String run(Object... words) {
    List<String> arguments = new ArrayList<>();
    for (Object word : words) {
      arguments.add(word.toString());
    }
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      assertThat(new CommandLine(new Bench()).execute(arguments.toArray(new String[0]))).isZero();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
