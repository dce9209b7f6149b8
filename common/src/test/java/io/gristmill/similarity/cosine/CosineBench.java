package io.gristmill.similarity.cosine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * Measures the join: {@code CosineBench FILE.jsonl[.gz] THRESHOLD [KEY] [REPETITIONS] [THREADS]}.
 * Prints processor seconds of each phase and the deterministic counters. Not a test.
 */
public final class CosineBench {

  private CosineBench() {}

  public static void main(String[] args) throws IOException {
    double threshold = Double.parseDouble(args[1]);
    String key = args.length > 2 ? args[2] : "instruction";
    int repetitions = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    int threads = args.length > 4 ? Integer.parseInt(args[4]) : 1;
    List<String> texts = read(Path.of(args[0]), key);
    for (int run = 0; run < repetitions; run++) {
      measure(texts, JoinSettings.of(threshold).withThreads(threads));
    }
    for (RemovalRule rule : RemovalRule.values()) {
      for (DecisionMode mode : DecisionMode.values()) {
        find(texts, FinderSettings.of(threshold, rule).withThreads(threads).withMode(mode));
      }
    }
  }

  private static void measure(List<String> texts, JoinSettings settings) {
    double start = cpuSeconds();
    GramCounter counter = new GramCounter(NgramRange.DEFAULT);
    List<GramCounts> counts = texts.stream().map(counter::count).toList();
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    counts.forEach(text -> frequencies.add(text, 1));
    Vocabulary vocabulary = frequencies.toVocabulary();
    Vectors vectors = Vectors.of(counts, vocabulary);
    double vectorised = cpuSeconds();
    try (TileJoin join = TileJoin.within(vectors, FeatureOrder.of(vocabulary), settings)) {
      double prepared = cpuSeconds();
      AtomicLong pairs = new AtomicLong();
      long wall = System.nanoTime();
      JoinCounters done = join.forEach((left, right, cosine) -> pairs.incrementAndGet());
      double seconds = cpuSeconds() - prepared;
      double all = 0.5 * texts.size() * (texts.size() - 1.0);
      System.out.printf(
          "n=%d grams=%d pairs=%s cpu s: vectorise %.2f prepare %.2f join %.2f (wall %.2f)"
              + " pairs/s %.3g %s cut/t %.2f%n",
          texts.size(),
          vocabulary.size(),
          pairs,
          vectorised - start,
          prepared - vectorised,
          seconds,
          (System.nanoTime() - wall) / 1e9,
          all / seconds,
          done,
          join.bound() / settings.threshold());
    }
  }

  private static void find(List<String> texts, FinderSettings settings) {
    long[] positions = new long[texts.size()];
    Arrays.setAll(positions, row -> row);
    double start = cpuSeconds();
    NearDuplicates found =
        new NearDuplicateFinder(settings).find(positions, texts.toArray(new String[0]));
    System.out.printf(
        "%s %s: %d removed, pairs %s, cpu %.2f s, %s%n",
        settings.rule(),
        found.mode(),
        found.removals().size(),
        found.pairs(),
        cpuSeconds() - start,
        found.counters());
  }

  private static List<String> read(Path file, String key) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> texts = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String text = json.readTree(line).path(key).asText("");
        if (!text.isEmpty()) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
