package io.gristmill.similarity.rouge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Times the ROUGE-L join, and with {@code scores} the highest score of every row with the pool.
 *
 * <p>Arguments: a .jsonl or .jsonl.gz file; then optionally {@code field=instruction threshold=0.7
 * threads=1 rounds=5 tokens=ASCII copies=1 scores=false}. Times are CPU seconds of all threads.
 */
public final class RougeBench {

  private RougeBench() {}

  public static void main(String[] arguments) throws IOException {
    List<String> texts = read(Path.of(arguments[0]), option(arguments, "field", "instruction"));
    double threshold = Double.parseDouble(option(arguments, "threshold", "0.7"));
    int threads = Integer.parseInt(option(arguments, "threads", "1"));
    int rounds = Integer.parseInt(option(arguments, "rounds", "5"));
    Tokens tokens = Tokens.valueOf(option(arguments, "tokens", "ASCII"));
    int copies = Integer.parseInt(option(arguments, "copies", "1"));
    for (int round = 1; round <= rounds; round++) {
      join(texts, copies, tokens, threshold, threads);
    }
    if (Boolean.parseBoolean(option(arguments, "scores", "false"))) {
      scores(texts, tokens, threshold);
    }
  }

  private static void join(
      List<String> texts, int copies, Tokens tokens, double threshold, int threads) {
    long wall = System.nanoTime();
    double start = cpuSeconds();
    RougeCorpus.Builder builder = RougeCorpus.builder(new TokenDictionary(tokens));
    long position = 0;
    for (int copy = 0; copy < copies; copy++) {
      for (String text : texts) {
        builder.add(position++, text);
      }
    }
    RougeCorpus corpus = builder.build();
    double encoded = cpuSeconds();
    RougePairs pairs = new RougePairs();
    JoinCounters counters = RougeJoin.within(corpus, threshold, threads, pairs);
    double joined = cpuSeconds();
    List<NoveltyDecision> decisions =
        SequentialNovelty.decide(NoveltyRows.of(corpus), 0, pairs, threshold);
    double decided = cpuSeconds();
    double allPairs = position * (position - 1.0) / 2;
    System.out.printf(
        Locale.ROOT,
        "rows %d groups %d: encode %.2f + join %.2f + decide %.2f CPU s, %.2f s wall,"
            + " %.3g pairs/s; %s, %d accepted%n",
        position,
        corpus.groups(),
        encoded - start,
        joined - encoded,
        decided - joined,
        (System.nanoTime() - wall) / 1e9,
        allPairs / (joined - encoded),
        counters,
        decisions.stream().filter(NoveltyDecision::accepted).count());
  }

  private static void scores(List<String> texts, Tokens tokens, double threshold) {
    double start = cpuSeconds();
    NoveltyPool pool = new NoveltyPool(tokens);
    PoolScorer scorer = pool.scorer();
    for (String text : texts) {
      if (!(scorer.best(text).score() > threshold)) {
        pool.add(text);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "highest scores of %d rows: %.2f CPU s, %d comparisons, %d accepted%n",
        texts.size(),
        cpuSeconds() - start,
        scorer.comparisons(),
        pool.size());
  }

  private static List<String> read(Path path, String field) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> texts = new ArrayList<>();
    try (InputStream file = Files.newInputStream(path);
        InputStream stream = path.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode row = json.readTree(line);
        texts.add(row.required(field).asText());
      }
    }
    return texts;
  }

  private static String option(String[] arguments, String name, String otherwise) {
    for (String argument : arguments) {
      if (argument.startsWith(name + "=")) {
        return argument.substring(name.length() + 1);
      }
    }
    return otherwise;
  }

  /** CPU time of the whole process, compiler and garbage collector included. */
  private static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
