package io.gristmill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.jobs.train.generation.Generator;
import io.gristmill.jobs.train.model.ConfigReader;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.model.WeightInitializer;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Generates answers with randomly initialized weights; none of them ends early. Prints one line of
 * JSON.
 */
@Command(
    name = "generate-tokens",
    mixinStandardHelpOptions = true,
    description = "Generates tokens in one process without Spark; prints JSON.")
final class GenerateTokens implements Callable<Integer> {

  @Option(names = "--rows", defaultValue = "8", description = "Prompts per batch; default 8.")
  private int rows;

  @Option(names = "--prompt", defaultValue = "32", description = "Tokens per prompt; default 32.")
  private int prompt;

  @Option(names = "--new", defaultValue = "64", description = "Tokens per answer; default 64.")
  private int fresh;

  @Option(
      names = "--drawn",
      description = "Sample with temperature 0.8, top-k 50, top-p 0.95; default greedy.")
  private boolean drawn;

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
      defaultValue = "3",
      description = "Measured batches, after a warm-up; default 3.")
  private int steps;

  @Option(names = "--device", defaultValue = "cpu", description = "cpu (default), cuda, cuda:N.")
  private String device;

  GenerateTokens() {
    this.precision = Precision.FULL;
    this.device = "cpu";
  }

  @Override
  public Integer call() throws IOException {
    Backend.setThreads(threads);
    JsonNode json = DataFile.JSON.readTree(String.format(TrainSteps.GPT2, width, layers, heads));
    TransformerConfig config = ConfigReader.read(json, "the model's shape");
    try (Backend backend = Backend.open(device);
        Scope scope = backend.open();
        LanguageModel model =
            LanguageModel.of(
                backend, config, WeightInitializer.initialize(config, 1, scope), precision)) {
      System.out.println(measured(new Generator(backend, model, List.of(), null)));
    }
    return 0;
  }

  private ObjectNode measured(Generator generator) {
    List<int[]> prompts =
        IntStream.range(0, rows)
            .mapToObj(
                row -> IntStream.range(0, prompt).map(i -> (row * 977 + i * 31) % 50_000).toArray())
            .toList();
    GenerationConfig config =
        new GenerationConfig(
            fresh, drawn ? 0.8 : 0, drawn ? 50 : 0, drawn ? 0.95 : 1, 1, List.of(), rows);
    int tokens =
        generator.generateTokens(prompts, config).stream().mapToInt(answer -> answer.length).sum();
    double start = ProcessUsage.cpuSeconds();
    long began = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      generator.generateTokens(prompts, config);
    }
    ObjectNode report = DataFile.JSON.createObjectNode();
    report.put("tokens", tokens);
    report.put("cpu_seconds_per_step", (ProcessUsage.cpuSeconds() - start) / steps);
    report.put("seconds_per_step", (System.nanoTime() - began) / 1e9 / steps);
    return report.put("peak_resident_mib", ProcessUsage.peakResident());
  }
}
