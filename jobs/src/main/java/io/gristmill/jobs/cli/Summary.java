package io.gristmill.jobs.cli;

import io.gristmill.jobs.job.Run;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** What a person wants to know when a run is over. */
final class Summary {

  /** Stages whose files a person looks for. */
  private static final Set<String> SHOWN = Set.of("export", "tokenizer", "sft", "dpo");

  private Summary() {}

  static String of(Run.Result outcome) {
    RunRecord run = outcome.record();
    StringBuilder out = new StringBuilder();
    if (outcome.unchanged()) {
      out.append("nothing to do: same input, settings and code as the run that lies there\n");
    }
    line(out, "read", run.counts().read());
    line(out, "kept", run.counts().kept());
    line(out, "dropped", run.counts().dropped());
    for (StageRecord stage : run.stages()) {
      for (Map.Entry<String, Long> rule : stage.dropped().entrySet()) {
        out.append(
            String.format(
                Locale.ROOT,
                "  %-10s %-24s %,12d%n",
                stage.name(),
                rule.getKey(),
                rule.getValue()));
      }
    }
    run.stages().forEach(stage -> asked(out, stage));
    run.stages().forEach(stage -> answered(out, stage));
    String directory = plain(outcome.directory());
    out.append("result   ").append(directory).append("/rows (").append(run.format()).append(")\n");
    out.append("rejects  ").append(directory).append("/rejects\n");
    run.stages().stream()
        .map(StageRecord::name)
        .filter(SHOWN::contains)
        .forEach(name -> out.append(String.format(Locale.ROOT, "%-8s %s/%1$s%n", name, directory)));
    if (outcome.version() > 0) {
      out.append("version  ").append(outcome.version()).append('\n');
    }
    return out.append("run      ").append(directory).append("/run.json").toString();
  }

  /** What a stage has used of a model. */
  private static void asked(StringBuilder out, StageRecord stage) {
    if (stage.facts().containsKey("requests")) {
      out.append(
          String.format(
              Locale.ROOT,
              "model    %s: %s requests, %s + %s tokens, %s%n",
              stage.facts().get("model"),
              stage.facts().get("requests"),
              stage.facts().get("prompt-tokens"),
              stage.facts().get("completion-tokens"),
              stage.facts().get("cost")));
    }
  }

  /** How the answers of a model compare with the outputs of their rows. */
  private static void answered(StringBuilder out, StageRecord stage) {
    Map<String, Object> facts = stage.facts();
    if (facts.containsKey("response-model")) {
      out.append(
          String.format(
              Locale.ROOT,
              "answers  %s by %s, %s tokens; %s of %s are the output word for word%n",
              facts.get("answered"),
              facts.get("response-model"),
              facts.get("tokens"),
              facts.get("equal"),
              facts.get("compared")));
    }
  }

  private static void line(StringBuilder out, String name, long count) {
    out.append(String.format(Locale.ROOT, "%-8s %,12d%n", name, count));
  }

  /** A local path without its scheme. */
  private static String plain(String directory) {
    Path path = new Path(directory);
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : directory;
  }
}
