package io.gristmill.jobs.train.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A separate process that computes the gradients of a small model once and prints its peak memory
 * in KiB, minus its memory before.
 */
final class GradientMemory {

  private static final String MODEL =
      """
      {"model_type": "gpt2", "vocab_size": %d, "n_positions": 256, "n_embd": %d, "n_layer": %d,
       "n_head": 2, "resid_pdrop": 0, "embd_pdrop": 0, "attn_pdrop": 0}
      """;

  static final int ROWS = 16;
  static final int COLUMNS = 256;

  private GradientMemory() {}

  /** Sizes of the model. */
  record Shape(int vocabSize, int hiddenSize, int numLayers, boolean gradientCheckpointing) {}

  /**
   * Runs the process. Low thresholds of glibc's malloc return freed memory to the system at once,
   * so that the peak is that of the tensors.
   */
  static long kibibytes(Shape shape, Path log) throws IOException, InterruptedException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classes,
            GradientMemory.class.getName(),
            Integer.toString(shape.vocabSize()),
            Integer.toString(shape.hiddenSize()),
            Integer.toString(shape.numLayers()),
            Boolean.toString(shape.gradientCheckpointing()));
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", "65536");
    builder.environment().put("MALLOC_TRIM_THRESHOLD_", "65536");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(log);
    return Long.parseLong(lines.get(lines.size() - 1));
  }

  public static void main(String[] arguments) throws IOException {
    Backend.setThreads(1);
    Object[] sizes = Arrays.stream(arguments).limit(3).map(Integer::valueOf).toArray();
    String json = String.format(Locale.ROOT, MODEL, sizes);
    TransformerConfig config = ConfigReader.read(new ObjectMapper().readTree(json), "the test");
    ComputeConfig compute = new ComputeConfig(Precision.FULL, Boolean.parseBoolean(arguments[3]));
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open()) {
      List<Tensor> weights = WeightInitializer.initialize(config, 1, scope);
      try (LanguageModel model = LanguageModel.of(backend, config, weights, null, compute)) {
        model.lossAndGradients(scope, batch(1, 8), 1, 1);
        long before = status("VmRSS:");
        model.lossAndGradients(scope, batch(ROWS, COLUMNS), 1, 1);
        System.out.println(status("VmHWM:") - before);
      }
    }
  }

  private static Batch batch(int rows, int columns) {
    long[] ids = LongStream.range(0, (long) rows * columns).map(i -> i * 37 % 96).toArray();
    return Batch.of(rows, columns, ids, ids);
  }

  private static long status(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
