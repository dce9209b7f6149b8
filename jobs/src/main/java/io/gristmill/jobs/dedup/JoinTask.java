package io.gristmill.jobs.dedup;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.JoinSlice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A task of the cluster join: a slice of the pairs between two parts, or within one.
 *
 * @param left part with the smaller number, or the only one
 * @param nanos estimated cost (nanoseconds)
 */
record JoinTask(PartFiles.Part left, PartFiles.Part right, JoinSlice slice, double nanos)
    implements Serializable {

  /** Below this cost, reading and ranking two parts once more costs more than a slice saves. */
  private static final double MIN_NANOS = 1e9;

  boolean within() {
    return left.number() == right.number();
  }

  /**
   * Plans a task per unordered pair of parts, the most expensive first, so that no long task starts
   * last. A task that costs more than twice the median, or so much that cores would be idle, is
   * divided into slices.
   *
   * @param cores number of tasks that run at once
   */
  static List<JoinTask> plan(List<JoinPart> parts, JoinCost cost, int cores) {
    List<JoinTask> whole = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i; j < parts.size(); j++) {
        whole.add(task(parts.get(i), parts.get(j), cost));
      }
    }
    double limit = maxNanos(whole.stream().mapToDouble(JoinTask::nanos).sorted().toArray(), cores);
    return whole.stream()
        .flatMap(task -> task.slice(limit).stream())
        .sorted(
            Comparator.comparingDouble((JoinTask task) -> -task.nanos())
                .thenComparingInt(task -> task.left().number())
                .thenComparingInt(task -> task.right().number())
                .thenComparingInt(task -> task.slice().index()))
        .toList();
  }

  private static JoinTask task(JoinPart left, JoinPart right, JoinCost cost) {
    double nanos = cost.nanos(left.shape(), right.shape());
    boolean within = left.file().number() == right.file().number();
    return new JoinTask(left.file(), right.file(), JoinSlice.WHOLE, within ? nanos / 2 : nanos);
  }

  /**
   * Returns the maximum cost of one task (nanoseconds).
   *
   * @param nanos costs of all tasks before slicing, ascending
   * @param cores number of tasks that run at once
   */
  static double maxNanos(double[] nanos, int cores) {
    if (nanos.length == 0) {
      return MIN_NANOS;
    }
    double total = 0;
    for (double cost : nanos) {
      total += cost;
    }
    double median = nanos[nanos.length / 2];
    return Math.max(MIN_NANOS, Math.min(2 * median, total / (2 * cores)));
  }

  private List<JoinTask> slice(double limit) {
    int slices = (int) Math.ceil(nanos / limit);
    if (slices <= 1) {
      return List.of(this);
    }
    List<JoinTask> tasks = new ArrayList<>();
    for (int k = 0; k < slices; k++) {
      tasks.add(new JoinTask(left, right, new JoinSlice(k, slices), nanos / slices));
    }
    return tasks;
  }
}
