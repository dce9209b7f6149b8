package io.gristmill.jobs.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskReportTest {

  private static TaskReport sent(TaskReport report) {
    return JsonDocument.read(JsonDocument.write(report), TaskReport.class);
  }

  @Test
  void userErrorsKeepTheirMessageAndExitCode() {
    TaskReport report =
        TaskReport.refused(new UserException(ExitCode.INPUT, "a.jsonl:3: \"한글\" is\nmissing"));
    assertThatThrownBy(() -> sent(report).outcome())
        .isInstanceOf(UserException.class)
        .hasMessage("a.jsonl:3: \"한글\" is\nmissing")
        .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(ExitCode.INPUT));
  }

  @Test
  void anOutcomeIsDeserializedUnchanged() {
    RunRecord record =
        new RunRecord(
            "1",
            "sft",
            RunRecord.DONE,
            "0f",
            null,
            "then",
            "now",
            "safetensors",
            Map.of("sft.per-device-train-batch-size", 8),
            List.of(),
            List.of(),
            new RunRecord.Counts(3, 2, 1, Map.of("too-long", 1L)),
            null);
    TrainingJob.Result outcome = new TrainingJob.Result(record, "s3a://bucket/run", true);
    assertThat(sent(TaskReport.done(outcome)).outcome()).isEqualTo(outcome);
    assertThat(outcome.model()).isEqualTo("s3a://bucket/run/model");
  }
}
