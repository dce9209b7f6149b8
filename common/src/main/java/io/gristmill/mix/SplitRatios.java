package io.gristmill.mix;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fraction of rows in each split. The split of a key is a function of (seed, key) only.
 *
 * <p>The unit interval is divided into test, validation and train, in this order. So a larger test
 * ratio takes rows from the other splits and moves none out of test.
 *
 * @param train fraction in [0, 1]
 * @param validation fraction in [0, 1]
 * @param test fraction in [0, 1]; the three add up to 1
 */
public record SplitRatios(double train, double validation, double test) implements Serializable {

  private static final double ROUNDING = 1e-9;
  private static final String PURPOSE = "split";

  public SplitRatios {
    Require.that(
        train >= 0 && validation >= 0 && test >= 0 && sumToOne(train, validation, test),
        "ratios must be at least 0 and add up to 1, was train=%s validation=%s test=%s",
        train,
        validation,
        test);
  }

  /** Returns whether the ratios add up to 1, up to decimal rounding. */
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

  /** Returns the split of a key, the id of the row that decides. */
  public Split splitOf(long seed, String key) {
    double place = RandomStream.of(seed, PURPOSE, key).nextDouble();
    if (place < test) {
      return Split.TEST;
    }
    if (place < test + validation) {
      return Split.VALIDATION;
    }
    // Without train, ratios that add up to slightly less than 1 must leave no gap.
    return train > 0 ? Split.TRAIN : validation > 0 ? Split.VALIDATION : Split.TEST;
  }

  /**
   * Returns the splits with a positive ratio, the most important first: of two similar rows in
   * different splits, the one in the earlier split of this list is kept.
   */
  public List<Split> precedence() {
    return Stream.of(Split.TEST, Split.VALIDATION, Split.TRAIN)
        .filter(split -> of(split) > 0)
        .toList();
  }
}
