package io.gristmill.jobs.train.tracking;

import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data of the report so far; its size is bounded for any length of training. */
final class History {

  /** Maximum number of sample entries: the first one and the latest. */
  static final int MAX_SAMPLES = 100;

  private final Map<String, Curve> curves = new LinkedHashMap<>();
  private final Map<Split, StepMetrics> latest = new LinkedHashMap<>();
  private final List<Samples> samples = new ArrayList<>();
  private long droppedSamples;
  private double seconds;

  void add(StepMetrics metrics, LogTime time) {
    metrics
        .tagged(time)
        .forEach(
            (tag, value) ->
                curves.computeIfAbsent(tag, any -> new Curve()).add(metrics.step(), value));
    latest.put(metrics.split(), metrics);
    seconds = time.seconds();
  }

  void add(Samples added, LogTime time) {
    samples.add(added);
    seconds = Math.max(seconds, time.seconds());
    if (samples.size() > MAX_SAMPLES) {
      samples.remove(1);
      droppedSamples++;
    }
  }

  /** Curves by {@code train/NAME} or {@code eval/NAME}, in order of first appearance. */
  Map<String, Curve> curves() {
    return curves;
  }

  Map<Split, StepMetrics> latest() {
    return latest;
  }

  List<Samples> samples() {
    return samples;
  }

  long droppedSamples() {
    return droppedSamples;
  }

  double seconds() {
    return seconds;
  }
}
