package io.gristmill.recipe;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks that one prompt of a round shows, in the order in which it shows them. Depends on
 * (seed, purpose, round, prompt) and the sizes alone.
 *
 * @param round from 0
 * @param prompt its number in the round, from 0
 * @param picks in the order of the prompt, none twice
 */
public record FewShotSelection(int round, int prompt, List<Pick> picks) implements Serializable {

  public FewShotSelection {
    picks = List.copyOf(picks);
  }

  /**
   * One task.
   *
   * @param fromPool whether it is an accepted task, not a seed
   * @param index from 0, among the accepted tasks or among the seeds
   */
  public record Pick(boolean fromPool, int index) implements Serializable {}

  /** The round, the prompt and the stream that its draw comes from. */
  public record Key(int round, int prompt, RandomStream random) {}

  /** The key of one prompt of one job. */
  public static Key key(long seed, String purpose, int round, int prompt) {
    return new Key(round, prompt, RandomStream.of(seed, purpose, round + "/" + prompt));
  }

  /**
   * So many of so many.
   *
   * @param count at most {@code of} are drawn
   */
  public record SampleSize(int count, int population) {
    public SampleSize {
      Require.that(
          count >= 0 && population >= 0,
          "a share must not be negative: %d of %d",
          count,
          population);
    }

    int size() {
      return Math.min(count, population);
    }
  }

  /** A draw without replacement of so many accepted tasks and so many seeds, shuffled. */
  public static FewShotSelection of(Key key, SampleSize pool, SampleSize seeds) {
    RandomStream random = key.random();
    List<Pick> picks = new ArrayList<>();
    sample(random, pool).forEach(index -> picks.add(new Pick(true, index)));
    sample(random, seeds).forEach(index -> picks.add(new Pick(false, index)));
    SampleSize all = new SampleSize(picks.size(), picks.size());
    return new FewShotSelection(
        key.round(), key.prompt(), sample(random, all).stream().map(picks::get).toList());
  }

  /** Indexes of the accepted tasks among the picks, in their order. */
  public List<Integer> poolIndexes() {
    return picks.stream().filter(Pick::fromPool).map(Pick::index).toList();
  }

  /** Round and prompt for a person and for metadata, for example {@code 3/12}. */
  public String label() {
    return round + "/" + prompt;
  }

  /**
   * A sample without replacement in random order: the first steps of a Fisher-Yates shuffle, of
   * which only what moved is held.
   */
  public static List<Integer> sample(RandomStream random, SampleSize share) {
    Map<Integer, Integer> moved = new HashMap<>();
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < share.size(); i++) {
      int at = i + random.nextInt(share.population() - i);
      drawn.add(moved.getOrDefault(at, at));
      moved.put(at, moved.getOrDefault(i, i));
    }
    return drawn;
  }
}
