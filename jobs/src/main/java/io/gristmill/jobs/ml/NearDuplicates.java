package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.lit;

import io.gristmill.check.Require;
import io.gristmill.jobs.dedup.DedupSearch;
import io.gristmill.similarity.cosine.NgramVocabulary;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Finds near-duplicates by exact TF-IDF cosine over character n-grams, computed as in scikit-learn.
 *
 * <p>Fitting counts the document frequency of each n-gram, i.e. the idf. The model, with that idf
 * frozen, removes (or marks) the rows of any table that are similar to an earlier row of the same
 * table. Fitted on the table that it transforms, it gives the result of the job {@code dedup} with
 * the same column and settings.
 *
 * <pre>{@code
 * new NearDuplicates()
 *     .setInputCols("instruction", "output")
 *     .setOrderCol("position")
 *     .setThreshold(0.9)
 *     .fit(rows)
 *     .transform(rows);
 * }</pre>
 *
 * <p>Rows with a null or empty text count nowhere and are always kept.
 */
public final class NearDuplicates extends Estimator<NearDuplicatesModel>
    implements NearDuplicatesParams<NearDuplicates>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NearDuplicatesParamSet params;

  public NearDuplicates() {
    this(Identifiable$.MODULE$.randomUID("nearDuplicates"));
  }

  public NearDuplicates(String uid) {
    this.uid = uid;
    this.params = new NearDuplicatesParamSet(this);
    params.setDefaults(this);
  }

  /**
   * Sets the range of character n-gram lengths, in code points.
   *
   * @param min length of the shortest n-grams, >= 1
   * @param max length of the longest n-grams, from {@code min} to 3
   */
  public NearDuplicates setNgramRange(int min, int max) {
    return CurationParamSet.with(this, ngramRange(), new int[] {min, max});
  }

  @Override
  public NearDuplicatesModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Require.that(!dataset.isStreaming(), "%s cannot be fitted on a stream", uid);
    Dataset<Row> texts = NearDuplicatesParamSet.texts(this, dataset.toDF(), lit(0L));
    NgramVocabulary vocabulary =
        DedupSearch.vocabulary(texts, NearDuplicatesParamSet.config(this).ngramRange());
    return copyValues(new NearDuplicatesModel(uid, vocabulary), ParamMap.empty()).setParent(this);
  }

  /** {@inheritDoc} Returns the schema of the fitted model's result. */
  @Override
  public StructType transformSchema(StructType schema) {
    return params.transformSchema(this, schema);
  }

  @Override
  public NearDuplicatesParamSet curationParams() {
    return params;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public NearDuplicates copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  public static MLReader<NearDuplicates> read() {
    return new DefaultParamsReader<>();
  }

  public static NearDuplicates load(String path) {
    return read().load(path);
  }
}
