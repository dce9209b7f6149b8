package io.gristmill.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.NearDuplicateFinder;
import io.gristmill.similarity.cosine.NearDuplicateResult;
import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.similarity.rouge.NoveltyDecision;
import io.gristmill.similarity.rouge.NoveltyRows;
import io.gristmill.similarity.rouge.RougeCorpus;
import io.gristmill.similarity.rouge.RougeJoin;
import io.gristmill.similarity.rouge.RougeJoinCounters;
import io.gristmill.similarity.rouge.RougePairs;
import io.gristmill.similarity.rouge.SequentialNovelty;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs a kernel in a separate process, cold and without Spark: reads the texts, finds the pairs and
 * decides which rows to keep, like {@code gristmill dedup} and {@code gristmill novelty}, and
 * prints one line of JSON.
 */
@Command(
    name = "process",
    mixinStandardHelpOptions = true,
    description = "Runs one kernel in one process without Spark; prints JSON.")
final class KernelProcess implements Callable<Integer> {

  /** The kernels. */
  enum Kernel {
    COSINE,
    ROUGE
  }

  @Parameters(paramLabel = "KERNEL", description = "COSINE or ROUGE")
  private Kernel kernel = Kernel.COSINE;

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--threshold",
      required = true,
      description = "Minimum similarity of pairs, exclusive.")
  private double threshold;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of the join; default 1.")
  private int threads;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "File to write pairs to: row, row, similarity, tab-separated.")
  private @Nullable Path pairs;

  private final ObjectNode report = DataFile.JSON.createObjectNode();

  @Override
  public Integer call() throws IOException {
    double start = ProcessUsage.cpuSeconds();
    List<String> texts = data.texts();
    double read = ProcessUsage.cpuSeconds();
    report.put("rows", texts.size());
    if (kernel == Kernel.COSINE) {
      cosine(texts);
    } else {
      rouge(texts);
    }
    double total = ProcessUsage.cpuSeconds();
    report.put("start_cpu_seconds", start).put("read_cpu_seconds", read - start);
    report.put("kernel_cpu_seconds", total - read).put("cpu_seconds", total);
    report.put("peak_resident_mib", ProcessUsage.peakResident());
    System.out.println(report);
    return 0;
  }

  private void cosine(List<String> texts) throws IOException {
    long[] positions = new long[texts.size()];
    Arrays.setAll(positions, row -> row);
    FinderSettings settings = FinderSettings.of(threshold, RemovalRule.GREEDY).withThreads(threads);
    NearDuplicateFinder finder = new NearDuplicateFinder(settings);
    String[] values = texts.toArray(new String[0]);
    NearDuplicateResult found;
    if (pairs == null) {
      found = finder.find(positions, values);
    } else {
      try (PairFile file = new PairFile(pairs)) {
        found = finder.find(positions, values, null, file::write);
      }
    }
    report.put("kept", texts.size() - found.removals().size());
    found.pairs().ifPresent(count -> report.put("pairs", count));
    report.put("distinct", found.distinct()).put("grams", found.grams());
    report.put("visits", found.counters().visits());
    report.put("survivors", found.counters().survivors());
    report.put("products", found.counters().products());
  }

  private void rouge(List<String> texts) throws IOException {
    RougeCorpus corpus = RougeKernels.corpus(texts);
    RougePairs found = new RougePairs();
    RougeJoinCounters counters = RougeJoin.within(corpus, threshold, threads, found);
    RougePairs sorted = sorted(found);
    long kept =
        SequentialNovelty.decide(NoveltyRows.of(corpus), 0, sorted, threshold).stream()
            .filter(NoveltyDecision::accepted)
            .count();
    if (pairs != null) {
      try (PairFile file = new PairFile(pairs)) {
        sorted.forEach((left, right, lcs, fmeasure) -> file.write(left, right, fmeasure));
      }
    }
    report.put("kept", kept).put("pairs", counters.pairs()).put("distinct", corpus.groups());
    report.put("visits", counters.visits()).put("candidates", counters.candidates());
    report.put("survivors", counters.lcsCalls());
  }

  /** Returns the pairs by left, then right position, which does not depend on threads. */
  private static RougePairs sorted(RougePairs pairs) {
    RougePairs sorted = new RougePairs();
    IntStream.range(0, pairs.size())
        .boxed()
        .sorted(Comparator.<Integer>comparingLong(pairs::left).thenComparingLong(pairs::right))
        .forEach(i -> sorted.pair(pairs.left(i), pairs.right(i), pairs.lcs(i), pairs.fmeasure(i)));
    return sorted;
  }

  /** Writes pairs as text. */
  private static final class PairFile implements AutoCloseable {

    private final BufferedWriter out;

    PairFile(Path path) throws IOException {
      this.out = Files.newBufferedWriter(path);
    }

    void write(long left, long right, double similarity) {
      try {
        out.write(left + "\t" + right + "\t" + similarity + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
