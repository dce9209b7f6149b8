package io.gristmill.bpe;

import io.gristmill.bpe.BpeVocabulary.Merge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Finds the merges of a byte-level vocabulary: the pair that stands most often in the words becomes
 * a token, again and again. Of pairs that stand equally often the one with the smaller token
 * numbers is taken, the left one first.
 *
 * <p>The result is that of the {@code BpeTrainer} in Hugging Face's tokenizers 0.23, which has
 * three habits that decide it: counts of pairs in the queue are brought up to date when they come
 * to the top; the count of a pair that was merged is not taken back; and where two pairs spell the
 * same token, a later entry for a pair knows only the words that it was found in anew, so a pair
 * may be merged twice, and its place is then that of the last time.
 *
 * <p>Memory: some ten bytes for each character of the distinct words. Time: about linear in the
 * places where a merge is made, for each merge only the words with the pair are looked at.
 */
public final class BpeTrainer {

  private final BpeConfig config;
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
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
    this.words = BpeWords.of(texts, numbers);
  }

  /**
   * Trains.
   *
   * @return tokens and merges; fewer than asked for where the texts have no more pairs
   */
  public static BpeVocabulary train(BpeConfig config, WordCounts texts) {
    BpeTrainer trainer = new BpeTrainer(config, texts);
    trainer.countPairs();
    while (trainer.tokens.size() < config.vocabSize() && trainer.step()) {
      // each step is a merge, or brings a count up to date
    }
    return trainer.result();
  }

  private int addToken(String token) {
    Integer known = numbers.putIfAbsent(token, tokens.size());
    if (known == null) {
      tokens.add(token);
      return tokens.size() - 1;
    }
    return known;
  }

  private void countPairs() {
    PairOccurrences found = new PairOccurrences();
    for (int word = 0; word < words.size(); word++) {
      words.visitPairs(word, found);
    }
    enqueue(found);
  }

  /** Notes changes of counts, and the words in which pairs were found. */
  private final class PairOccurrences implements BpeWords.PairListener {

    private final Map<Long, WordIds> places = new HashMap<>();

    @Override
    public void onCountChange(long pair, long count, int word) {
      counts.add(pair, count);
      if (count > 0) {
        places.computeIfAbsent(pair, p -> new WordIds()).addUnlessLast(word);
      }
    }
  }

  private void enqueue(PairOccurrences found) {
    found.places.keySet().stream()
        .sorted()
        .forEach(
            pair -> {
              long count = counts.get(pair);
              WordIds places = found.places.get(pair);
              if (count > 0 && places != null) {
                queue.add(new Candidate(pair, count, sequence++, places));
              }
            });
  }

  /** Whether to go on. */
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
    PairOccurrences found = new PairOccurrences();
    top.words().forEach(word -> words.merge(word, left, right, merged, found));
    enqueue(found);
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

  /**
   * A pair that may be merged.
   *
   * @param count how often it stood in the words when this was last looked at
   * @param sequence for equal ones, the order in which they came
   * @param words in which it was found
   */
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
