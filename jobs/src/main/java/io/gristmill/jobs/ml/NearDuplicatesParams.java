package io.gristmill.jobs.ml;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;

/**
 * Params of the estimator and of its model.
 *
 * @param <S> type of the stage
 */
public interface NearDuplicatesParams<S extends NearDuplicatesParams<S>>
    extends SimilarityParams<S> {

  @Override
  NearDuplicatesParamSet curationParams();

  default Param<String> keep() {
    return curationParams().keep;
  }

  default String getKeep() {
    return getOrDefault(keep());
  }

  default S setKeep(String rule) {
    return CurationParamSet.with(this, keep(), rule);
  }

  default Param<String> rankByCol() {
    return curationParams().rankByCol;
  }

  default String getRankByCol() {
    return getOrDefault(rankByCol());
  }

  default S setRankByCol(String column) {
    return CurationParamSet.with(this, rankByCol(), column);
  }

  default IntArrayParam ngramRange() {
    return curationParams().ngramRange;
  }

  default int[] getNgramRange() {
    return getOrDefault(ngramRange());
  }
}
