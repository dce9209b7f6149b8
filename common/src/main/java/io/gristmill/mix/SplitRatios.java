package io.gristmill.mix;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The share of each split, and which one a key falls to: a function of (seed, key) alone.
 *
 * <p>The unit interval holds test, then validation, then train. So a larger test share takes rows
 * from the others and gives none away.
 *
 * @param train share in [0, 1]
 * @param validation share in [0, 1]
 * @param test share in [0, 1]; the three add up to 1
 */
public record SplitRatios(double train, double validation, double test) implements Serializable {

  private static final double ROUNDING = 1e-9;
  private static final String PURPOSE = "split";

  public SplitRatios {
    Require.that(
        train >= 0 && validation >= 0 && test >= 0 && sumToOne(train, validation, test),
        "shares must be at least 0 and add up to 1, were train=%s validation=%s test=%s",
        train,
        validation,
        test);
  }

  /** Whether shares add up to 1, rounding of their decimal forms aside. */
  public static boolean sumToOne(double train, double validation, double test) {
    return Math.abs(train + validation + test - 1) <= ROUNDING;
  }

  public double of(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /**
   * The split of a key.
   *
   * @param key the id of the row that decides
   */
  public Split splitOf(long seed, String key) {
    double place = RandomStream.of(seed, PURPOSE, key).nextDouble();
    if (place < test) {
      return Split.TEST;
    }
    if (place < test + validation) {
      return Split.VALIDATION;
    }
    // Without train, shares that add up to a little less than 1 must leave no gap.
    return train > 0 ? Split.TRAIN : validation > 0 ? Split.VALIDATION : Split.TEST;
  }

  /**
   * The splits that have a share, the dearest first: of similar rows in two splits the one in the
   * earlier of this list stays.
   */
  public List<Split> precedence() {
    return Stream.of(Split.TEST, Split.VALIDATION, Split.TRAIN)
        .filter(split -> of(split) > 0)
        .toList();
  }
}
