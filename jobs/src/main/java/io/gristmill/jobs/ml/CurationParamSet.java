package io.gristmill.jobs.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The params of {@link CurationParams}, with their defaults. */
public class CurationParamSet implements Serializable {

  private static final long serialVersionUID = 1L;

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
            ParamValidators.inArray(Action.ALL));
    tempDir =
        new Param<>(
            stage,
            "tempDir",
            "folder for intermediate tables, accessible to all executors; empty: Spark's checkpoint"
                + " directory, or the local temporary folder if Spark runs in one process");
  }

  void setDefaults(Params stage) {
    stage.setDefault(orderCol, "position");
    stage.setDefault(action, Action.REMOVE);
    stage.setDefault(tempDir, "");
  }
}
