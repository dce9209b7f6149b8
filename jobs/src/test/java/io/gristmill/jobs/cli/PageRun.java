package io.gristmill.jobs.cli;

import io.gristmill.jobs.testing.TestRehearsalServer;
import io.gristmill.jobs.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the jobs that the pages show, in this JVM and in the working directory. What a reader
 * supplies (data, a model, servers, a cluster) is replaced by small local counterparts.
 */
final class PageRun {

  private static final String LAUNCHER = "submit/gristmill ";

  /** Options of spark-submit with their values; {@code LauncherTest} shows that Spark gets them. */
  private static final List<String> SPARK_OPTIONS =
      List.of("--master", "--deploy-mode", "--conf", "--packages", "--executor-memory");

  /** What a command of a page names, and its counterpart here; applied in this order. */
  private static final List<Map.Entry<String, String>> COUNTERPARTS =
      List.of(
          Map.entry("hdfs:///models/DIR", "models/Qwen2.5-0.5B"),
          Map.entry("hdfs:///", "hdfs/"),
          Map.entry("s3a://bucket/", "bucket/"),
          Map.entry("spark.format=delta", "spark.format=json"),
          Map.entry("/shared/models/", "models/"),
          Map.entry("--model DIR", "--model models/Qwen2.5-0.5B"),
          Map.entry("https://api.openai.com/v1", "SERVER"),
          Map.entry("http://localhost:8000/v1", "SERVER"),
          Map.entry("http://HOST:8000/v1", "SERVER"),
          Map.entry("--provider ollama-chat", "--provider ollama-chat --base-url SERVER"),
          Map.entry("llm.model=NAME", "llm.model=rehearsal"),
          Map.entry("--master spark://HOST:7077", "--run-on driver"),
          Map.entry(
              "curate --config conf/gpu-example.conf --run-on driver",
              "curate --config conf/gpu-example.conf sft.run-on=driver dpo.run-on=driver"),
          Map.entry("--device cuda", "--device cpu"),
          Map.entry("--run-on executor", "--run-on driver"),
          Map.entry("--num-rows 52000", "--num-rows 20"),
          Map.entry("--num-rows 1000", "--num-rows 20"));

  /** Settings that make a command small, by a part of its text. */
  private static final Map<String, String> SMALL =
      Map.of(
          "sft ", " sft.max-steps=2 sft.eval-steps=2 sft.bf16=false",
          "dpo ", " dpo.max-steps=2 dpo.eval-steps=2 dpo.bf16=false",
          "generate ", " generate.num-rows=20",
          "curate --config conf/small-model.conf", " generate.num-rows=200",
          "conf/from-seeds.conf", " generate.num-rows=200 sft.max-steps=2 dpo.max-steps=2",
          "curate --config conf/gpu-example.conf",
              " generate.num-rows=60 sft.max-steps=2 dpo.max-steps=2 respond.max-new-tokens=8");

  /** Commands of other programs, and what runs them. */
  private static final Map<String, String> OTHER_RUNNERS =
      Map.of(
          "mvn verify", ".ci/run",
          "mvn verify -Pdrills", "hand, before a release",
          "mvn spotless:apply", "mvn verify, which checks the same format",
          "spark-submit --class io.gristmill.jobs.cli.Main", "LauncherTest",
          "spark-submit --jars", "jobs/python/examples/run.sh",
          "pip install", "jobs/python/examples/run.sh",
          "mvn -DskipTests package", ".ci/run, which packages, too",
          "export GRISTMILL_JAR", "jobs/python/examples/run.sh",
          "export PYTORCH_", "nothing: PyTorch's CUDA build needs a GPU");

  private PageRun() {}

  static boolean isJob(Pages.Command command) {
    return command.text().startsWith(LAUNCHER);
  }

  /** What runs a command of another program. */
  static Optional<String> runner(Pages.Command command) {
    return OTHER_RUNNERS.entrySet().stream()
        .filter(entry -> command.text().startsWith(entry.getKey()))
        .max(Comparator.comparing(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue);
  }

  /** The arguments of the job, without the options of spark-submit. */
  static List<String> arguments(Pages.Command command) {
    List<String> arguments = new ArrayList<>();
    List<String> words = Examples.words(command.text().substring(LAUNCHER.length()));
    for (int i = 0; i < words.size(); i++) {
      if (SPARK_OPTIONS.contains(words.get(i))) {
        i++; // its value
      } else {
        arguments.add(words.get(i));
      }
    }
    return arguments;
  }

  /** Exits with status 1 after the output of a failing command. */
  public static void main(String[] pages) throws Exception {
    int failures = 0;
    try (TestRehearsalServer server = TestRehearsalServer.of()) {
      for (String page : pagesOf(pages)) {
        prepare(Path.of("").toAbsolutePath());
        for (Pages.Command command : Pages.commands()) {
          if (command.page().equals(page) && isJob(command)) {
            long start = System.nanoTime();
            int code = Main.execute(local(command, server.url()));
            failures += code == 0 ? 0 : 1;
            System.out.printf(
                "%s %.1f s %s: %s%n",
                code == 0 ? "done" : "FAILED (" + code + ")",
                (System.nanoTime() - start) / 1e9,
                page,
                command.text());
          }
        }
      }
    }
    System.exit(failures == 0 ? 0 : 1);
  }

  private static List<String> pagesOf(String[] pages) {
    return Pages.commands().stream()
        .map(Pages.Command::page)
        .distinct()
        .filter(page -> pages.length == 0 || List.of(pages).contains(page))
        .toList();
  }

  /** The command with the counterparts of what it names. */
  private static String[] local(Pages.Command command, String server) {
    String text = command.text();
    for (Map.Entry<String, String> counterpart : COUNTERPARTS) {
      text = text.replace(counterpart.getKey(), counterpart.getValue());
    }
    text = text.replace("SERVER", server);
    for (Map.Entry<String, String> small : SMALL.entrySet()) {
      if (command.text().contains(small.getKey())) {
        text += small.getValue();
      }
    }
    return arguments(new Pages.Command(command.page(), text)).toArray(String[]::new);
  }

  /** The files that the pages take for granted, in an otherwise empty directory. */
  private static void prepare(Path work) throws IOException {
    try (Stream<Path> old = Files.walk(work)) {
      for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(work)) {
          Files.delete(path);
        }
      }
    }
    Files.createSymbolicLink(work.resolve("conf"), CliFiles.root().resolve("conf"));
    Files.createSymbolicLink(work.resolve("submit"), CliFiles.root().resolve("submit"));
    Path sample = CliFiles.root().resolve("conf/sample");
    Path rows = sample.resolve("instructions.jsonl");
    for (String name :
        List.of(
            "data.jsonl",
            "data/part-0.jsonl",
            "test.jsonl",
            "train.jsonl",
            "held-out.jsonl",
            "bucket/table/part-0.jsonl",
            "hdfs/raw/part-0.jsonl",
            "hdfs/data/train/part-0.jsonl",
            "hdfs/data/held-out/part-0.jsonl",
            "hdfs/data/part-0.jsonl")) {
      Files.createDirectories(work.resolve(name).getParent());
      Files.copy(rows, work.resolve(name));
    }
    Files.copy(sample.resolve("seed_tasks.jsonl"), work.resolve("seeds.jsonl"));
    Files.writeString(
        work.resolve("pairs.jsonl"),
        "{\"prompt\": \"Greet me.\", \"chosen\": \"Good day.\", \"rejected\": \"Go away.\"}\n"
            .repeat(8));
    Path model = Files.createDirectories(work.resolve("models/Qwen2.5-0.5B"));
    TinyModel.write(model, 1, 2048);
  }
}
