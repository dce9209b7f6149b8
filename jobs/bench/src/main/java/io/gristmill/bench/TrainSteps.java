package io.gristmill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.loop.AdamW;
import io.gristmill.jobs.train.loop.AdamWConfig;
import io.gristmill.jobs.train.loop.GradientAccumulator;
import io.gristmill.jobs.train.loop.LearningRateSchedule;
import io.gristmill.jobs.train.loop.SftStep;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.ConfigReader;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.model.WeightInitializer;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs training steps of a model with randomly initialized weights and a loss on every token:
 * forward, backward, clipping by the global norm, AdamW. Prints one line of JSON.
 */
@Command(
    name = "train-steps",
    mixinStandardHelpOptions = true,
    description = "Runs training steps in one process without Spark; prints JSON.")
final class TrainSteps implements Callable<Integer> {

  static final String GPT2 =
      """
      {"model_type": "gpt2", "vocab_size": 50257, "n_positions": 1024,
       "n_embd": %d, "n_layer": %d, "n_head": %d,
       "resid_pdrop": 0, "embd_pdrop": 0, "attn_pdrop": 0}
      """;

  @Option(names = "--rows", defaultValue = "4", description = "Rows per batch; default 4.")
  private int rows;

  @Option(names = "--columns", defaultValue = "128", description = "Tokens per row; default 128.")
  private int columns;

  @Option(names = "--precision", defaultValue = "FULL", description = "FULL (default) or BF16.")
  private Precision precision;

  @Option(
      names = "--width",
      defaultValue = "768",
      description = "Hidden size; default 768 (GPT-2).")
  private int width;

  @Option(names = "--layers", defaultValue = "12", description = "Hidden layers; default 12.")
  private int layers;

  @Option(names = "--heads", defaultValue = "12", description = "Attention heads; default 12.")
  private int heads;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of PyTorch; default 1.")
  private int threads;

  @Option(
      names = "--steps",
      defaultValue = "5",
      description = "Measured steps, after a warm-up; default 5.")
  private int steps;

  @Option(names = "--device", defaultValue = "cpu", description = "cpu (default), cuda, cuda:N.")
  private String device;

  TrainSteps() {
    this.precision = Precision.FULL;
    this.device = "cpu";
  }

  @Override
  public Integer call() throws IOException {
    Backend.setThreads(threads);
    JsonNode json = DataFile.JSON.readTree(String.format(GPT2, width, layers, heads));
    TransformerConfig config = ConfigReader.read(json, "the model's shape");
    try (Backend backend = Backend.open(device);
        Scope scope = backend.open()) {
      List<Tensor> weights = WeightInitializer.initialize(config, 1, scope);
      System.gc(); // frees the heap used by the initialization
      try (LanguageModel model = LanguageModel.of(backend, config, weights, precision);
          AdamW optimizer =
              new AdamW(
                  backend, AdamWConfig.DEFAULT, weights, AdamW.State.initial(scope, weights))) {
        LearningRateSchedule schedule =
            new LearningRateSchedule(LearningRateSchedule.Type.CONSTANT, 1e-4, 0, steps + 1L, 0);
        System.out.println(
            measured(
                new SftStep(backend, model, optimizer, schedule, new GradientAccumulator(1), 1)));
      }
    }
    return 0;
  }

  private ObjectNode measured(SftStep tuning) {
    long[] ids = LongStream.range(0, (long) rows * columns).map(i -> i * 7919 % 50_257).toArray();
    List<Batch> batch = List.of(Batch.of(rows, columns, ids, ids));
    ObjectNode report = DataFile.JSON.createObjectNode();
    report.put("first_loss", tuning.run(batch).sums().meanLoss());
    double start = ProcessUsage.cpuSeconds();
    long began = System.nanoTime();
    double loss = 0;
    for (int step = 0; step < steps; step++) {
      loss = tuning.run(batch).sums().meanLoss();
    }
    report.put("cpu_seconds_per_step", (ProcessUsage.cpuSeconds() - start) / steps);
    report.put("seconds_per_step", (System.nanoTime() - began) / 1e9 / steps);
    report.put("last_loss", loss);
    return report.put("peak_resident_mib", ProcessUsage.peakResident());
  }
}
