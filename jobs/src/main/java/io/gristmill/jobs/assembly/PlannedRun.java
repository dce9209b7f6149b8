package io.gristmill.jobs.assembly;

import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.storage.HadoopFiles;
import java.util.Optional;
import java.util.stream.Collectors;

/** A checked run that is ready to execute. */
public record PlannedRun(Run run, Optional<IngestStage> source) {

  private static final int FILES_SHOWN = 50;

  /** The report of {@code --dry-run}. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    source.ifPresent(read -> describe(read, text));
    text.append("stages   ")
        .append(run.stages().stream().map(this::name).collect(Collectors.joining(" > ")))
        .append('\n');
    text.append("output   ").append(run.output()).append(", ").append(run.check()).append('\n');
    return text.append("settings are valid; nothing was written").toString();
  }

  private String name(Stage stage) {
    String read = run.reads().get(stage.name());
    return read == null ? stage.name() : stage.name() + " of " + read;
  }

  private static void describe(IngestStage source, StringBuilder text) {
    source
        .plan()
        .ifPresent(
            plan ->
                plan.describe(FILES_SHOWN)
                    .forEach(line -> text.append("input    ").append(line).append('\n')));
    text.append("first    ").append(source.preview(HadoopFiles.openConfiguration())).append('\n');
  }
}
