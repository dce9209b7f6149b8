package io.gristmill.similarity.rouge;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shared by the two novelty golden tests: the seed tasks, and the replay through the join. */
final class NoveltyGolden {

  private static final double THRESHOLD = 0.7;

  private NoveltyGolden() {}

  /** Instructions of the seed tasks, which form the initial pool. */
  static List<String> seeds() {
    return instructions("seed_tasks.jsonl.gz");
  }

  static List<String> instructions(String file) {
    List<String> instructions = new ArrayList<>();
    Golden.data(file).forEach(row -> instructions.add(row.required("instruction").asText()));
    return instructions;
  }

  /** Returns the text of each row: its own, or that of the data file line it refers to. */
  static List<String> texts(List<JsonNode> rows) {
    Map<String, List<String>> files = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (JsonNode row : rows) {
      texts.add(
          row.has("instruction")
              ? row.get("instruction").asText()
              : files
                  .computeIfAbsent(row.required("file").asText(), NoveltyGolden::instructions)
                  .get(row.required("line").asInt()));
    }
    return texts;
  }

  /** Returns the threshold that the rows were created with; Self-Instruct's by default. */
  static double threshold(JsonNode row) {
    return row.path("threshold").asDouble(THRESHOLD);
  }

  /** Returns the decisions on all texts, seeds first, computed by joining them all. */
  static List<NoveltyDecision> decisions(
      List<String> seeds, List<String> texts, double threshold, int threads) {
    RougeCorpus.Builder corpus = RougeCorpus.builder(new TokenDictionary(WordSplitting.ASCII));
    long position = 0;
    for (String seed : seeds) {
      corpus.add(position++, seed);
    }
    for (String text : texts) {
      corpus.add(position++, text);
    }
    RougeCorpus built = corpus.build();
    RougePairs pairs = new RougePairs();
    RougeJoin.within(built, threshold, threads, pairs);
    return SequentialNovelty.decide(NoveltyRows.of(built), seeds.size(), pairs, threshold);
  }
}
