package io.gristmill.jobs.ml;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;

/** The params of {@link CurationParams}, with their defaults. */
public class CurationParamSet implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Value of {@code action}: drop rows; columns do not change. */
  static final String REMOVE = "remove";

  /** Value of {@code action}: keep rows and add columns with the reason, null for kept rows. */
  static final String MARK = "mark";

  final Param<String> orderCol;
  final Param<String> action;
  final Param<String> tempDir;

  CurationParamSet(Params stage) {
    orderCol =
        new Param<>(
            stage,
            "orderCol",
            "column that defines the order of rows: ascending, null last; any type that can be"
                + " sorted by; ties are broken by the other columns");
    action =
        new Param<>(
            stage,
            "action",
            "what to do with rows to be dropped: remove them, or mark them (keep them and add"
                + " columns with the reason)",
            ParamValidators.inArray(List.of(REMOVE, MARK)));
    tempDir =
        new Param<>(
            stage,
            "tempDir",
            "folder for intermediate tables, accessible to all executors; empty: Spark's checkpoint"
                + " directory, or the local temporary folder if Spark runs in one process");
  }

  void setDefaults(Params stage) {
    stage.setDefault(orderCol, "position");
    stage.setDefault(action, REMOVE);
    stage.setDefault(tempDir, "");
  }

  /**
   * Reads a configuration from {@code reference.conf} and params.
   *
   * @param assignments params as {@code key=value}
   * @throws IllegalArgumentException with all problems
   */
  static <T> T read(
      Identifiable stage, List<String> assignments, BiFunction<Settings, Problems, T> reader) {
    try {
      Problems problems = new Problems();
      T config = reader.apply(Settings.load(null, assignments, problems), problems);
      problems.throwIfAny();
      return config;
    } catch (UserException e) {
      throw new IllegalArgumentException(stage.uid() + ": " + e.getMessage(), e);
    }
  }

  /** Sets a param and returns the stage, for chaining. */
  @SuppressWarnings("unchecked") // S is the stage itself
  static <S extends CurationParams<S>, T> S with(CurationParams<S> stage, Param<T> param, T value) {
    stage.set(param, value);
    return (S) stage;
  }
}
