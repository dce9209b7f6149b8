package io.gristmill.jobs.dedup;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.jobs.task.TaskThreads;
import io.gristmill.similarity.cosine.JoinCounters;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Applies {@code greedy} and {@code earliest-similar} without storing pairs. Parts are ranges of
 * positions; for each part in order, a round of parallel tasks removes all later rows that are
 * similar to its rows. Since parts come in order, the first match of a row has the smallest
 * position, and the row takes no part in later rounds. Batches of undecided rows that have become
 * small are merged, so rounds get fewer and cheaper as rows are removed.
 *
 * <ul>
 *   <li>greedy: one task decides the first batch; all later rows are probed against the rows it
 *       keeps.
 *   <li>earliest-similar: the undecided rows are probed against all rows of a part, removed or not.
 * </ul>
 *
 * The driver holds file names and counts. A retried task writes new files, and only the files named
 * by a finished task are read, so neither removals nor counters can count twice.
 */
final class OrderedRounds {

  /** Minimum number of rows per slice: each slice reads the other rows again. */
  private static final int SLICE = 256;

  private final SparkSession spark;
  private final DedupConfig config;
  private final PackedFiles files;
  private final JoinTuning tuning;
  private final Broadcast<SharedVocabulary> shared;
  private final List<String> removals = new ArrayList<>();
  private JoinCounters counters = JoinCounters.NONE;
  private int rounds;

  OrderedRounds(
      SparkSession spark,
      DedupConfig config,
      PackedFiles files,
      JoinTuning tuning,
      Broadcast<SharedVocabulary> shared) {
    this.spark = spark;
    this.config = config;
    this.files = files;
    this.tuning = tuning;
    this.shared = shared;
  }

  /** Applies greedy keep-first to parts that are ascending ranges of positions. */
  void runGreedy(List<PartFiles.Part> parts) {
    List<UndecidedRows> undecided = merge(parts.stream().map(UndecidedRows::of).toList());
    while (!undecided.isEmpty()) {
      rounds++;
      UndecidedRows head = undecided.get(0);
      List<UndecidedRows> later = undecided.subList(1, undecided.size());
      UndecidedRows kept = resolve(head).kept();
      List<UndecidedRows> left = probe(kept.files(), later);
      List<UndecidedRows> before = new ArrayList<>(undecided);
      before.add(kept);
      delete(before, left, Set.of());
      undecided = merge(left);
    }
  }

  /** Applies earliest-similar to parts that are ascending ranges of positions. */
  void runEarliest(List<PartFiles.Part> parts) {
    Set<String> originals = new HashSet<>();
    parts.forEach(part -> originals.add(part.file()));
    List<UndecidedRows> undecided = parts.stream().map(UndecidedRows::of).toList();
    for (PartFiles.Part part : parts) {
      undecided = merge(undecided.stream().filter(rows -> rows.last() >= part.number()).toList());
      if (undecided.isEmpty()) {
        break;
      }
      rounds++;
      List<UndecidedRows> before = undecided;
      undecided = probe(List.of(part.file()), before);
      delete(before, undecided, originals);
    }
  }

  private List<UndecidedRows> merge(List<UndecidedRows> undecided) {
    return UndecidedRows.merge(undecided, config.partitionChars());
  }

  private OrderedRoundTask.Result resolve(UndecidedRows rows) {
    Function<UndecidedRows, OrderedRoundTask.Result> resolve = step(1)::resolve;
    return record(context().parallelize(List.of(rows), 1).map(resolve).collect()).get(0);
  }

  /** Probes rows against the others; returns the rows still undecided, in the same order. */
  private List<UndecidedRows> probe(List<String> others, List<UndecidedRows> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<OrderedRoundTask.Probe> tasks = tasks(others, rows);
    Function<OrderedRoundTask.Probe, OrderedRoundTask.Result> probe = step(tasks.size())::probe;
    return record(context().parallelize(tasks, tasks.size()).map(probe).collect()).stream()
        .map(OrderedRoundTask.Result::kept)
        .toList();
  }

  /**
   * Plans one task per batch; a batch that was expensive in the previous round is divided into
   * slices.
   */
  private List<OrderedRoundTask.Probe> tasks(List<String> others, List<UndecidedRows> rows) {
    double[] nanos = rows.stream().mapToDouble(UndecidedRows::nanos).sorted().toArray();
    double limit = JoinTask.maxNanos(nanos, spark.sparkContext().defaultParallelism());
    List<OrderedRoundTask.Probe> tasks = new ArrayList<>();
    for (UndecidedRows batch : rows) {
      int wanted = (int) Math.ceil(batch.nanos() / limit);
      int slices = Math.max(1, Math.min(wanted, batch.size() / SLICE));
      for (int slice = 0; slice < slices; slice++) {
        tasks.add(new OrderedRoundTask.Probe(others, batch, slice, slices));
      }
    }
    return tasks;
  }

  private OrderedRoundTask step(int tasks) {
    int threads = TaskThreads.of(spark, config.threads());
    boolean shares = config.threads() > 0 || tasks < spark.sparkContext().defaultParallelism();
    JoinSettings settings = tuning.apply(JoinSettings.of(config.threshold()));
    return new OrderedRoundTask(files, settings.withThreads(shares ? threads : 1), tuning, shared);
  }

  private List<OrderedRoundTask.Result> record(List<OrderedRoundTask.Result> done) {
    for (OrderedRoundTask.Result task : done) {
      removals.addAll(task.removals());
      counters = counters.plus(task.counters());
    }
    return done;
  }

  private void delete(List<UndecidedRows> before, List<UndecidedRows> after, Set<String> except) {
    Set<String> needed = new HashSet<>(except);
    after.forEach(rows -> needed.addAll(rows.files()));
    for (UndecidedRows rows : before) {
      rows.files().stream().filter(file -> !needed.contains(file)).forEach(files.files()::delete);
    }
  }

  Dataset<Row> removals() {
    PartFiles plain = files.files();
    FlatMapFunction<String, Row> read = file -> OrderedRoundTask.removals(plain, file);
    int slices = Math.max(1, Math.min(removals.size(), spark.sparkContext().defaultParallelism()));
    return spark.createDataFrame(
        context().parallelize(removals, slices).flatMap(read), DedupResult.REMOVALS);
  }

  /** Returns the work of all tasks; it depends on the texts and the size of parts only. */
  JoinCounters counters() {
    return counters;
  }

  int rounds() {
    return rounds;
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
