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
            "column that decides which of two rows is earlier: ascending, null last; any type that"
                + " can be sorted by; rows that tie are ordered by their other columns");
    action =
        new Param<>(
            stage,
            "action",
            "what becomes of rows that would go: remove (they go) or mark (they stay, and columns"
                + " are added that say why)",
            ParamValidators.inArray(Action.ALL));
    tempDir =
        new Param<>(
            stage,
            "tempDir",
            "folder for intermediate tables, which all executors can reach; empty: Spark's"
                + " checkpoint directory, or the temporary folder where Spark runs in one process");
  }

  void setDefaults(Params stage) {
    stage.setDefault(orderCol, "position");
    stage.setDefault(action, Action.REMOVE);
    stage.setDefault(tempDir, "");
  }
}
