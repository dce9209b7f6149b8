package io.gristmill.jobs.ml;

import io.gristmill.jobs.dedup.VocabularyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/** Writes a model: Spark's usual {@code metadata}, and the idf as tables in {@code data}. */
final class NearDuplicatesModelWriter extends MLWriter {

  static final String DATA = "data";

  private final NearDuplicatesModel model;

  NearDuplicatesModelWriter(NearDuplicatesModel model) {
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    try {
      new DefaultParamsWriter(model).session(sparkSession()).save(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
    VocabularyFiles.write(sparkSession(), model.vocabulary(), new Path(path, DATA).toString());
  }
}
