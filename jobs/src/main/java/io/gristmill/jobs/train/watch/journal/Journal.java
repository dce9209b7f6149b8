package io.gristmill.jobs.train.watch.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Moment;
import io.gristmill.jobs.train.watch.Samples;
import io.gristmill.jobs.train.watch.Sink;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * {@code metrics.jsonl} and {@code samples.jsonl} of a run directory: one JSON object a line, in
 * the order of the telling, on the disk after {@link #flush}.
 */
public final class Journal implements Sink {

  /** Numbers: {@code step}, {@code split}, {@code values} by name, {@code time}. */
  public static final String METRICS = "metrics.jsonl";

  /**
   * Generations: {@code step}, {@code samples} of {@code prompt} and {@code answer}, {@code time}.
   */
  public static final String SAMPLES = "samples.jsonl";

  private final LineFile metrics;
  private final LineFile samples;

  private Journal(LineFile metrics, LineFile samples) {
    this.metrics = metrics;
    this.samples = samples;
  }

  /** Is told what a journal holds from before. */
  public interface Earlier {

    void measured(Measures measures, Moment moment);

    void sampled(Samples samples, Moment moment);
  }

  /**
   * Opens the journal of a run directory, cut back to what was told up to a step. Lines that are
   * none of ours stay where they are, but for a torn one at the end.
   *
   * @param step of the checkpoint that the training goes on from; 0 begins anew
   * @param earlier is told what stays, all numbers before all samples
   */
  public static Journal open(Path directory, long step, Earlier earlier) {
    LineFile metrics =
        open(
            directory.resolve(METRICS),
            step,
            line -> earlier.measured(Lines.measures(line), Lines.moment(line)));
    LineFile samples =
        open(
            directory.resolve(SAMPLES),
            step,
            line -> earlier.sampled(Lines.samples(line), Lines.moment(line)));
    return new Journal(metrics, samples);
  }

  private static LineFile open(Path file, long step, Consumer<JsonNode> earlier) {
    return LineFile.open(
        file,
        text -> {
          JsonNode line = Lines.parse(text);
          boolean wanted = step > 0 && (line == null || line.path("step").asLong() <= step);
          if (wanted && line != null) {
            earlier.accept(line);
          }
          return wanted;
        });
  }

  @Override
  public void measured(Measures measures, Moment moment) {
    metrics.add(Lines.of(measures, moment));
  }

  @Override
  public void sampled(Samples told, Moment moment) {
    samples.add(Lines.of(told, moment));
  }

  @Override
  public void flush() {
    metrics.force();
    samples.force();
  }

  @Override
  public void close() {
    try (metrics;
        samples) {
      flush();
    }
  }
}
