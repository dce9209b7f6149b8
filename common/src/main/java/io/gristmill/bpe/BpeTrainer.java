package io.gristmill.bpe;

import io.gristmill.bpe.BpeVocabulary.Merge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Trains a byte-level BPE vocabulary by repeatedly merging the most frequent pair of adjacent
 * tokens. Among equally frequent pairs, the one with the smaller left id is merged, then the one
 * with the smaller right id.
 *
 * <p>The result equals that of {@code BpeTrainer} in Hugging Face's tokenizers 0.23. This depends
 * on three details: counts of queued pairs are updated when they reach the top; the count of a
 * merged pair is not reset; and if two pairs concatenate to the same token, a later queue entry of
 * a pair covers only the words with its new occurrences, so a pair may be merged twice and then has
 * the rank of its last merge.
 *
 * <p>Memory: about ten bytes per character of the distinct words. Time: about linear in the number
 * of merged occurrences, since each merge visits only the words with the pair.
 */
public final class BpeTrainer {

  private final BpeConfig config;
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Long, Integer> ranks = new LinkedHashMap<>();
  private final PairCounts counts = new PairCounts();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
  private final BpeWords words;
  private long sequence;

  private BpeTrainer(BpeConfig config, WordCounts texts) {
    this.config = config;
    config.specialTokens().forEach(this::addToken);
    for (char character : ByteAlphabet.sorted()) {
      addToken(String.valueOf(character));
    }
    this.words = BpeWords.of(texts, ids);
  }

  /**
   * Trains a vocabulary.
   *
   * @return tokens and merges; fewer than {@code vocabSize} if the texts run out of frequent pairs
   */
  public static BpeVocabulary train(BpeConfig config, WordCounts texts) {
    BpeTrainer trainer = new BpeTrainer(config, texts);
    trainer.countPairs();
    while (trainer.tokens.size() < config.vocabSize() && trainer.step()) {
      // each step merges a pair or updates a count
    }
    return trainer.result();
  }

  private int addToken(String token) {
    Integer existing = ids.putIfAbsent(token, tokens.size());
    if (existing == null) {
      tokens.add(token);
      return tokens.size() - 1;
    }
    return existing;
  }

  private void countPairs() {
    PairOccurrences occurrences = new PairOccurrences();
    for (int word = 0; word < words.size(); word++) {
      words.visitPairs(word, occurrences);
    }
    enqueue(occurrences);
  }

  /** Collects count changes and the words in which new pairs occur. */
  private final class PairOccurrences implements BpeWords.PairListener {

    private final Map<Long, WordIds> wordIds = new HashMap<>();

    @Override
    public void onCountChange(long pair, long count, int word) {
      counts.add(pair, count);
      if (count > 0) {
        wordIds.computeIfAbsent(pair, p -> new WordIds()).addUnlessLast(word);
      }
    }
  }

  private void enqueue(PairOccurrences occurrences) {
    occurrences.wordIds.keySet().stream()
        .sorted()
        .forEach(
            pair -> {
              long count = counts.get(pair);
              WordIds wordIds = occurrences.wordIds.get(pair);
              if (count > 0 && wordIds != null) {
                queue.add(new Candidate(pair, count, sequence++, wordIds));
              }
            });
  }

  /** Merges the first pair of the queue or updates its count; false after the last merge. */
  private boolean step() {
    Candidate top = queue.poll();
    if (top == null) {
      return false;
    }
    long count = counts.get(top.pair());
    if (count != top.count()) {
      queue.add(new Candidate(top.pair(), count, top.sequence(), top.words()));
      return true;
    }
    if (count < 1 || count < config.minFrequency()) {
      return false;
    }
    int left = left(top.pair());
    int right = right(top.pair());
    int merged = addToken(tokens.get(left) + tokens.get(right));
    ranks.remove(top.pair());
    ranks.put(top.pair(), merged);
    PairOccurrences occurrences = new PairOccurrences();
    top.words().forEach(word -> words.merge(word, left, right, merged, occurrences));
    enqueue(occurrences);
    return true;
  }

  private BpeVocabulary result() {
    List<Merge> merges =
        ranks.keySet().stream()
            .map(pair -> new Merge(tokens.get(left(pair)), tokens.get(right(pair))))
            .toList();
    return new BpeVocabulary(tokens, merges, config.specialTokens().size());
  }

  static long pair(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }

  private static int left(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  private static int right(long pair) {
    return (int) pair;
  }

  /** A queued pair with its count when last updated; {@code sequence} is the order of arrival. */
  private record Candidate(long pair, long count, long sequence, WordIds words)
      implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byCount = Long.compare(other.count, count);
      int byPair = byCount != 0 ? byCount : Long.compare(pair, other.pair);
      return byPair != 0 ? byPair : Long.compare(sequence, other.sequence);
    }
  }
}
