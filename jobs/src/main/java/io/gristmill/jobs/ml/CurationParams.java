package io.gristmill.jobs.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Params of all stages.
 *
 * @param <S> type of the stage
 */
public interface CurationParams<S extends CurationParams<S>> extends Params {

  /** Returns the param objects, created with the stage. */
  CurationParamSet curationParams();

  default Param<String> orderCol() {
    return curationParams().orderCol;
  }

  default String getOrderCol() {
    return getOrDefault(orderCol());
  }

  default S setOrderCol(String column) {
    return CurationParamSet.with(this, orderCol(), column);
  }

  default Param<String> action() {
    return curationParams().action;
  }

  default String getAction() {
    return getOrDefault(action());
  }

  default S setAction(String action) {
    return CurationParamSet.with(this, action(), action);
  }

  default Param<String> tempDir() {
    return curationParams().tempDir;
  }

  default String getTempDir() {
    return getOrDefault(tempDir());
  }

  default S setTempDir(String folder) {
    return CurationParamSet.with(this, tempDir(), folder);
  }
}
