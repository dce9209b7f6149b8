package io.gristmill.rehearsal;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.Arrays;

/** Helpers of the rehearsal's tests. */
final class RehearsalTesting {

  private RehearsalTesting() {}

  /** A model with settings of the block rehearsal, without their prefix. */
  static RehearsalModel model(String... settings) {
    Problems problems = new Problems();
    RehearsalConfig config =
        RehearsalConfig.read(
            Settings.load(
                null,
                Arrays.stream(settings).map(setting -> "rehearsal." + setting).toList(),
                problems),
            problems);
    problems.throwIfAny();
    return new RehearsalModel(config);
  }
}
