package io.gristmill.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.testing.FileBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Data, a tokenizer and commands for training runs of a second, and access to their files. */
final class TinyTrainingData {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /**
   * Writes the files.
   *
   * @param folder receives {@code tokenizer/}, {@code train.jsonl}, {@code held-out.jsonl} and
   *     {@code pairs.jsonl}
   */
  TinyTrainingData(Path folder) {
    this.folder = folder;
    try {
      Path tokenizer = Files.createDirectories(folder.resolve("tokenizer"));
      try (var in =
          Objects.requireNonNull(getClass().getResourceAsStream("/tokenizer/tokenizer.json"))) {
        Files.copy(in, tokenizer.resolve("tokenizer.json"));
      }
      Files.writeString(tokenizer.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|end|>\"}");
      Files.write(folder.resolve("train.jsonl"), examples(0));
      Files.write(folder.resolve("held-out.jsonl"), examples(1));
      Files.write(folder.resolve("pairs.jsonl"), pairs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Questions which of two digits is larger; every third one is held out. */
  private static List<String> examples(int part) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int a = i % 10;
      int b = i * 7 % 10;
      if ((i % 3 == 0 ? 1 : 0) == part) {
        lines.add(
            json("instruction", question(a, b), "output", "It is " + Math.max(a, b) + ". 하나"));
      }
    }
    return lines;
  }

  private static List<String> pairs() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int a = i % 10;
      int b = i * 7 % 10;
      String chosen = "It is " + Math.max(a, b) + ".";
      lines.add(json("prompt", question(a, b), "chosen", chosen, "rejected", "No idea " + i));
    }
    return lines;
  }

  private static String question(int a, int b) {
    return "Which is larger, " + a + " or " + b + "?";
  }

  private static String json(String... fields) {
    ObjectNode node = JSON.createObjectNode();
    for (int i = 0; i < fields.length; i += 2) {
      node.put(fields[i], fields[i + 1]);
    }
    return node.toString();
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** A command that trains from scratch and logs every step. */
  List<String> sft(String output, String... more) {
    List<String> all = new ArrayList<>(List.of("sft", "--input", path("train.jsonl").toString()));
    all.addAll(List.of("--output", path(output).toString(), "--device", "cpu"));
    for (String setting :
        List.of(
            "sft.scratch.tokenizer=" + path("tokenizer"),
            "sft.scratch.hidden-size=16",
            "sft.scratch.num-hidden-layers=1",
            "sft.scratch.num-attention-heads=2",
            "sft.scratch.max-position-embeddings=64",
            "sft.learning-rate=0.01",
            "sft.logging-steps=1",
            "training-data.prompt-template=plain")) {
      all.addAll(List.of("--set", setting));
    }
    all.addAll(List.of(more));
    return all;
  }

  /** A command that runs DPO on a model and logs every step. */
  List<String> dpo(String model, String output, String... more) {
    List<String> all = new ArrayList<>(List.of("dpo", "--input", path("pairs.jsonl").toString()));
    all.addAll(List.of("--model", path(model).toString(), "--output", path(output).toString()));
    for (String setting :
        List.of(
            "dpo.learning-rate=0.001",
            "dpo.logging-steps=1",
            "training-data.prompt-template=plain")) {
      all.addAll(List.of("--set", setting));
    }
    all.addAll(List.of(more));
    return all;
  }

  /** Rewrites the pairs with the reference log-probabilities of an earlier run. */
  void scorePairs(String scoreFile, String model) throws IOException {
    List<String> scores = Files.readAllLines(path(scoreFile));
    List<String> lines = new ArrayList<>();
    for (String pair : pairs()) {
      ObjectNode node = (ObjectNode) JSON.readTree(pair);
      JsonNode score = JSON.readTree(scores.get(lines.size()));
      node.putObject("metadata")
          .put("reference_pair", score.path("id").asText())
          .put("reference_model", model)
          .put("reference_chosen_logp", score.path("reference_chosen_logp").asText())
          .put("reference_rejected_logp", score.path("reference_rejected_logp").asText());
      lines.add(node.toString());
    }
    Files.write(path("pairs.jsonl"), lines);
  }

  CliRun run(List<String> arguments) {
    return CliRun.withoutSpark(arguments.toArray(new String[0]));
  }

  /** Hashes of model, adapter, checkpoints and references, and all logged values but times. */
  Map<String, Object> outputs(String output) {
    Map<String, Object> outputs = new TreeMap<>(FileBytes.hashes(path(output)));
    outputs.keySet().removeIf(name -> name.startsWith("tensorboard") || name.equals("report.html"));
    outputs.remove("run.json");
    outputs.put("metrics.jsonl", logEntries(output, "metrics.jsonl"));
    if (outputs.containsKey("samples.jsonl")) {
      outputs.put("samples.jsonl", logEntries(output, "samples.jsonl"));
    }
    return outputs;
  }

  /** The entries of a metrics log without their times. */
  List<JsonNode> logEntries(String output, String file) {
    try (Stream<String> lines = Files.lines(path(output).resolve(file))) {
      return lines.map(TinyTrainingData::withoutTime).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode withoutTime(String line) {
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(line);
      node.remove("time");
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode record(String output) {
    try {
      return JSON.readTree(Files.readAllBytes(path(output).resolve("run.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
