package io.gristmill.jobs.train.watch.page;

import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Measures.Split;
import io.gristmill.jobs.train.watch.Moment;
import io.gristmill.jobs.train.watch.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page shows of a training so far; of a bounded size however long that is. */
final class History {

  /** Most moments whose samples are shown: the first one and the latest. */
  static final int MOST_SAMPLES = 100;

  private final Map<String, Curve> curves = new LinkedHashMap<>();
  private final Map<Split, Measures> latest = new LinkedHashMap<>();
  private final List<Samples> samples = new ArrayList<>();
  private long left;
  private double seconds;

  void add(Measures measures, Moment moment) {
    measures.values().forEach((name, value) -> add(measures, name, value));
    moment.tokensPerSecond().ifPresent(pace -> add(measures, "tokens_per_second", pace));
    latest.put(measures.split(), measures);
    seconds = moment.seconds();
  }

  private void add(Measures measures, String name, double value) {
    String key = measures.split().name().toLowerCase(Locale.ROOT) + "/" + name;
    curves.computeIfAbsent(key, any -> new Curve()).add(measures.step(), value);
  }

  void add(Samples told, Moment moment) {
    samples.add(told);
    seconds = Math.max(seconds, moment.seconds());
    if (samples.size() > MOST_SAMPLES) {
      samples.remove(1);
      left++;
    }
  }

  /** By {@code train/NAME} or {@code eval/NAME}, in the order in which they came up. */
  Map<String, Curve> curves() {
    return curves;
  }

  /** The last numbers of each split. */
  Map<Split, Measures> latest() {
    return latest;
  }

  List<Samples> samples() {
    return samples;
  }

  /** How many moments' samples are not shown any more. */
  long left() {
    return left;
  }

  /** Of training, so far. */
  double seconds() {
    return seconds;
  }
}
