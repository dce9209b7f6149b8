package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.PartFiles;
import io.gristmill.jobs.job.TaskThreads;
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
 * The two rules that go by position, without pairs: parts are ranges of positions, and a round for
 * each part, in order, removes what its rows remove from all later ones, in parallel. Since parts
 * come in order, the first witness of a row is its smallest, and the row takes part in no later
 * round; stretches that have become short are joined, so rounds get fewer and cheaper as rows go.
 *
 * <ul>
 *   <li>greedy: the first stretch is resolved inside, in one task; what it keeps is probed by all
 *       others.
 *   <li>earliest-similar: all rows of a part, gone or not, are probed by the rows that still stay.
 * </ul>
 *
 * The driver holds file names and counts. A retried task writes other files, and only those that a
 * finished task names are read, so neither removals nor counters can count twice.
 */
final class OrderedRounds {

  /** Fewest rows worth a slice of their own: each slice reads the others again. */
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

  /** Greedy keep-first over parts that are ascending ranges of positions. */
  void greedy(List<PartFiles.Part> parts) {
    List<OpenRows> open = merged(parts.stream().map(OpenRows::of).toList());
    while (!open.isEmpty()) {
      rounds++;
      OpenRows head = open.get(0);
      List<OpenRows> later = open.subList(1, open.size());
      OpenRows kept = resolve(head).stay();
      List<OpenRows> left = probe(kept.files(), later);
      List<OpenRows> before = new ArrayList<>(open);
      before.add(kept);
      delete(before, left, Set.of());
      open = merged(left);
    }
  }

  /** Earliest-similar over parts that are ascending ranges of positions. */
  void earliest(List<PartFiles.Part> parts) {
    Set<String> originals = new HashSet<>();
    parts.forEach(part -> originals.add(part.file()));
    List<OpenRows> open = parts.stream().map(OpenRows::of).toList();
    for (PartFiles.Part part : parts) {
      open = merged(open.stream().filter(rows -> rows.last() >= part.number()).toList());
      if (open.isEmpty()) {
        break;
      }
      rounds++;
      List<OpenRows> before = open;
      open = probe(List.of(part.file()), before);
      delete(before, open, originals);
    }
  }

  private List<OpenRows> merged(List<OpenRows> open) {
    return OpenRows.merged(open, config.partitionChars());
  }

  private OrderedStep.Done resolve(OpenRows rows) {
    Function<OpenRows, OrderedStep.Done> resolve = step(1)::resolve;
    return took(context().parallelize(List.of(rows), 1).map(resolve).collect()).get(0);
  }

  /** All rows against the others; gives those that stay, in the same order. */
  private List<OpenRows> probe(List<String> others, List<OpenRows> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<OrderedStep.Probe> tasks = tasks(others, rows);
    Function<OrderedStep.Probe, OrderedStep.Done> probe = step(tasks.size())::probe;
    return took(context().parallelize(tasks, tasks.size()).map(probe).collect()).stream()
        .map(OrderedStep.Done::stay)
        .toList();
  }

  /** A task a stretch; one that cost much in the round before is cut into slices. */
  private List<OrderedStep.Probe> tasks(List<String> others, List<OpenRows> rows) {
    double[] nanos = rows.stream().mapToDouble(OpenRows::nanos).sorted().toArray();
    double limit = JoinTask.limit(nanos, spark.sparkContext().defaultParallelism());
    List<OrderedStep.Probe> tasks = new ArrayList<>();
    for (OpenRows stretch : rows) {
      int wanted = (int) Math.ceil(stretch.nanos() / limit);
      int slices = Math.max(1, Math.min(wanted, stretch.size() / SLICE));
      for (int slice = 0; slice < slices; slice++) {
        tasks.add(new OrderedStep.Probe(others, stretch, slice, slices));
      }
    }
    return tasks;
  }

  private OrderedStep step(int tasks) {
    int threads = TaskThreads.of(spark, config.threads());
    boolean shares = config.threads() > 0 || tasks < spark.sparkContext().defaultParallelism();
    JoinSettings settings = tuning.apply(JoinSettings.of(config.threshold()));
    return new OrderedStep(files, settings.withThreads(shares ? threads : 1), tuning, shared);
  }

  private List<OrderedStep.Done> took(List<OrderedStep.Done> done) {
    for (OrderedStep.Done task : done) {
      removals.addAll(task.removals());
      counters = counters.plus(task.counters());
    }
    return done;
  }

  private void delete(List<OpenRows> before, List<OpenRows> after, Set<String> except) {
    Set<String> needed = new HashSet<>(except);
    after.forEach(rows -> needed.addAll(rows.files()));
    for (OpenRows rows : before) {
      rows.files().stream().filter(file -> !needed.contains(file)).forEach(files.files()::delete);
    }
  }

  /** The removals found so far, as {@link Findings#REMOVALS}. */
  Dataset<Row> removals() {
    PartFiles plain = files.files();
    FlatMapFunction<String, Row> read = file -> OrderedStep.removals(plain, file);
    int slices = Math.max(1, Math.min(removals.size(), spark.sparkContext().defaultParallelism()));
    return spark.createDataFrame(
        context().parallelize(removals, slices).flatMap(read), Findings.REMOVALS);
  }

  /** The work of all tasks; depends on the texts and the size of parts alone. */
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
