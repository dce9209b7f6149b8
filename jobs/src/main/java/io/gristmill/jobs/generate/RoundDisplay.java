package io.gristmill.jobs.generate;

import io.gristmill.jobs.llm.ModelService;
import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.progress.WorkMeter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Displays the progress of rounds: one line per round, and request counts beside the bar. */
final class RoundDisplay implements AutoCloseable {

  private static final double PERCENT = 100;

  private final Progress progress;
  private final String stage;
  private final long target;
  private final ModelService service;
  private volatile double acceptance = Double.NaN;
  private @Nullable WorkMeter meter;
  private long before;

  RoundDisplay(Progress progress, String stage, long target, ModelService service) {
    this.progress = progress;
    this.stage = stage;
    this.target = target;
    this.service = service;
  }

  /** Shows all rounds so far; those of the first call come from earlier attempts. */
  void show(List<Round> rounds) {
    long accepted = rounds.stream().mapToLong(Round::accepted).sum();
    acceptance = rounds.isEmpty() ? Double.NaN : RoundSize.acceptance(rounds);
    WorkMeter current = meter;
    if (current == null) {
      before = accepted;
      meter = WorkMeter.start("tasks", Math.max(1, target - before), this::more, () -> 0);
      if (!rounds.isEmpty()) {
        progress.printLine(
            String.format(
                Locale.ROOT,
                "%s: %,d rounds of an earlier attempt, %,d of %,d tasks accepted",
                stage,
                rounds.size(),
                accepted,
                target));
      }
    } else {
      current.setDone(accepted - before);
      progress.printLine(line(rounds.get(rounds.size() - 1), accepted));
    }
  }

  private String line(Round round, long accepted) {
    return String.format(
        Locale.ROOT,
        "%s: round %d, %,d prompts, %,d proposed, %,d accepted, %,d records; %,d of %,d tasks",
        stage,
        round.number() + 1,
        round.prompts(),
        round.proposed(),
        round.accepted(),
        round.rows(),
        accepted,
        target);
  }

  private String more() {
    return Double.isNaN(acceptance)
        ? service.progressText()
        : String.format(
            Locale.ROOT, "%.0f %% accepted, %s", PERCENT * acceptance, service.progressText());
  }

  @Override
  public void close() {
    WorkMeter current = meter;
    if (current != null) {
      current.finish();
    }
  }
}
