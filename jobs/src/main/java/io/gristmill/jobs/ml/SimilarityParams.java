package io.gristmill.jobs.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * Params of stages that compare texts.
 *
 * @param <S> type of the stage
 */
public interface SimilarityParams<S extends SimilarityParams<S>> extends CurationParams<S> {

  @Override
  SimilarityParamSet curationParams();

  default StringArrayParam inputCols() {
    return curationParams().inputCols;
  }

  default String[] getInputCols() {
    return getOrDefault(inputCols());
  }

  default S setInputCols(String... columns) {
    return CurationParamSet.with(this, inputCols(), columns);
  }

  default Param<String> idCol() {
    return curationParams().idCol;
  }

  default String getIdCol() {
    return getOrDefault(idCol());
  }

  default S setIdCol(String column) {
    return CurationParamSet.with(this, idCol(), column);
  }

  default DoubleParam threshold() {
    return curationParams().threshold;
  }

  default double getThreshold() {
    return (double) getOrDefault(threshold());
  }

  default S setThreshold(double threshold) {
    return CurationParamSet.with(this, threshold(), threshold);
  }

  default Param<String> matchIdCol() {
    return curationParams().matchIdCol;
  }

  default String getMatchIdCol() {
    return getOrDefault(matchIdCol());
  }

  default S setMatchIdCol(String column) {
    return CurationParamSet.with(this, matchIdCol(), column);
  }

  default Param<String> similarityCol() {
    return curationParams().similarityCol;
  }

  default String getSimilarityCol() {
    return getOrDefault(similarityCol());
  }

  default S setSimilarityCol(String column) {
    return CurationParamSet.with(this, similarityCol(), column);
  }

  default Param<String> engine() {
    return curationParams().engine;
  }

  default String getEngine() {
    return getOrDefault(engine());
  }

  default S setEngine(String engine) {
    return CurationParamSet.with(this, engine(), engine);
  }

  default LongParam localMaxChars() {
    return curationParams().localMaxChars;
  }

  default long getLocalMaxChars() {
    return (long) getOrDefault(localMaxChars());
  }

  default S setLocalMaxChars(long characters) {
    return CurationParamSet.with(this, localMaxChars(), characters);
  }

  default LongParam partitionChars() {
    return curationParams().partitionChars;
  }

  default long getPartitionChars() {
    return (long) getOrDefault(partitionChars());
  }

  default S setPartitionChars(long characters) {
    return CurationParamSet.with(this, partitionChars(), characters);
  }

  default IntParam threads() {
    return curationParams().threads;
  }

  default int getThreads() {
    return (int) getOrDefault(threads());
  }

  default S setThreads(int threads) {
    return CurationParamSet.with(this, threads(), threads);
  }
}
