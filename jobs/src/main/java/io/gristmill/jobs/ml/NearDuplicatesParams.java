package io.gristmill.jobs.ml;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/**
 * Params of the estimator and of its model.
 *
 * @param <S> the stage
 */
public interface NearDuplicatesParams<S extends NearDuplicatesParams<S>>
    extends SimilarityParams<S> {

  @Override
  NearDuplicatesParamSet curationParams();

  /** Which of similar rows stays: {@code greedy}, {@code earliest-similar}, {@code components}. */
  default Param<String> keep() {
    return curationParams().keep;
  }

  default String getKeep() {
    return getOrDefault(keep());
  }

  default S setKeep(String rule) {
    return with(keep(), rule);
  }

  /** Numeric column that makes a row the best of its component. */
  default Param<String> bestCol() {
    return curationParams().bestCol;
  }

  default String getBestCol() {
    return getOrDefault(bestCol());
  }

  default S setBestCol(String column) {
    return with(bestCol(), column);
  }

  /** Shortest character n-gram, in code points. */
  default IntParam ngramLeast() {
    return curationParams().ngramLeast;
  }

  default int getNgramLeast() {
    return (int) getOrDefault(ngramLeast());
  }

  /** Longest character n-gram, in code points. */
  default IntParam ngramMost() {
    return curationParams().ngramMost;
  }

  default int getNgramMost() {
    return (int) getOrDefault(ngramMost());
  }

  /** Sets a param and gives the stage, for chains of setters. */
  @SuppressWarnings("unchecked") // S is the stage itself
  private <T> S with(Param<T> param, T value) {
    set(param, value);
    return (S) this;
  }
}
