package io.gristmill.jobs.ml;

import io.gristmill.jobs.dedup.VocabularyFiles;
import io.gristmill.similarity.cosine.NgramVocabulary;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;

/** Reads models written by {@link NearDuplicatesModelWriter}. */
final class NearDuplicatesModelReader extends MLReader<NearDuplicatesModel> {

  @Override
  public NearDuplicatesModel load(String path) {
    NearDuplicatesModel params =
        new DefaultParamsReader<NearDuplicatesModel>().session(sparkSession()).load(path);
    NgramVocabulary vocabulary =
        VocabularyFiles.read(
            sparkSession(), new Path(path, NearDuplicatesModelWriter.DATA).toString());
    return params.copyValues(new NearDuplicatesModel(params.uid(), vocabulary), ParamMap.empty());
  }
}
