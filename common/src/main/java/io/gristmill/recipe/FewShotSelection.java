package io.gristmill.recipe;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The few-shot tasks of one prompt, in the order in which the prompt shows them. Depends only on
 * (seed, purpose, round, prompt) and the sizes of the pool and the seed tasks.
 *
 * @param round from 0
 * @param prompt number of the prompt in the round, from 0
 * @param picks distinct, in the order of the prompt
 */
public record FewShotSelection(int round, int prompt, List<Pick> picks) implements Serializable {

  public FewShotSelection {
    picks = List.copyOf(picks);
  }

  /**
   * One selected task.
   *
   * @param fromPool true for an accepted task, false for a seed task
   * @param index from 0, among the accepted tasks or among the seed tasks
   */
  public record Pick(boolean fromPool, int index) implements Serializable {}

  /** Round and prompt with the random stream of the selection. */
  public record Key(int round, int prompt, RandomStream random) {}

  /** Returns the key of a prompt; {@code purpose} names the random stream. */
  public static Key key(long seed, String purpose, int round, int prompt) {
    return new Key(round, prompt, RandomStream.of(seed, purpose, round + "/" + prompt));
  }

  /**
   * Number of items to sample from a population.
   *
   * @param count items to sample; more than {@code population} means all
   */
  public record SampleSize(int count, int population) {
    public SampleSize {
      Require.that(
          count >= 0 && population >= 0,
          "sample size must not be negative, was %d of %d",
          count,
          population);
    }

    int size() {
      return Math.min(count, population);
    }
  }

  /** Samples accepted tasks and seed tasks without replacement and shuffles them. */
  public static FewShotSelection of(Key key, SampleSize pool, SampleSize seeds) {
    RandomStream random = key.random();
    List<Pick> picks = new ArrayList<>();
    sample(random, pool).forEach(index -> picks.add(new Pick(true, index)));
    sample(random, seeds).forEach(index -> picks.add(new Pick(false, index)));
    SampleSize all = new SampleSize(picks.size(), picks.size());
    return new FewShotSelection(
        key.round(), key.prompt(), sample(random, all).stream().map(picks::get).toList());
  }

  /** Indexes of the selected accepted tasks, in the order of the picks. */
  public List<Integer> poolIndexes() {
    return picks.stream().filter(Pick::fromPool).map(Pick::index).toList();
  }

  /** Round and prompt for messages, for example {@code 3/12}. */
  public String label() {
    return round + "/" + prompt;
  }

  /**
   * Samples without replacement, in random order: the first steps of a Fisher-Yates shuffle that
   * stores only the moved items.
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
