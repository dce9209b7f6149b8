package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.col;

import io.gristmill.jobs.dedup.DedupResult;
import io.gristmill.jobs.dedup.DedupSearch;
import io.gristmill.jobs.dedup.VocabularyFiles;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.NgramVocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Removes or marks the near-duplicates within a table, with the idf of the texts it was fitted on.
 *
 * <p>With {@code action = mark} two columns are added: {@code duplicate_of}, the id of the row that
 * a marked row duplicates, and {@code similarity}, the cosine of the two (above the threshold,
 * except under keep {@code components}, which may connect rows through others). Both are null for
 * kept rows.
 *
 * <p>An n-gram that no fitted text contains is weighted with document frequency 0: idf ln(n + 1) +
 * 1 for n fitted texts. All params except the n-gram lengths may be changed after fitting.
 */
public final class NearDuplicatesModel extends Model<NearDuplicatesModel>
    implements NearDuplicatesParams<NearDuplicatesModel>, MLWritable {

  private static final long serialVersionUID = 1L;

  private static final String DATA = "data";

  private final String uid;
  private final NearDuplicatesParamSet params;
  private final NgramVocabulary vocabulary;

  /** Creates a model fitted on no text; all n-grams have the same weight. */
  public NearDuplicatesModel() {
    this(Identifiable$.MODULE$.randomUID("nearDuplicatesModel"));
  }

  /** Creates a model like {@link #NearDuplicatesModel()} with the given uid. */
  public NearDuplicatesModel(String uid) {
    this(uid, new GramDocumentFrequencies().toVocabulary());
  }

  NearDuplicatesModel(String uid, NgramVocabulary vocabulary) {
    this.uid = uid;
    this.vocabulary = vocabulary;
    this.params = new NearDuplicatesParamSet(this);
    params.setDefaults(this);
  }

  /** Returns the number of texts that the model was fitted on, n of the idf. */
  public long documents() {
    return vocabulary.documents();
  }

  /** Returns the number of distinct n-grams in these texts. */
  public long grams() {
    return vocabulary.size();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    NumberedRows rows = NumberedRows.of(dataset.toDF(), SimilarityResults.order(this));
    try (TempFolder scratch = TempFolder.open(dataset.sparkSession(), uid, getTempDir())) {
      DedupResult found =
          new DedupSearch(NearDuplicatesParamSet.config(this), scratch.context(), vocabulary)
              .find("text", NearDuplicatesParamSet.texts(this, rows.rows(), rows.numbers()), true);
      return SimilarityResults.result(
          this,
          rows,
          scratch.save(
              found
                  .removals()
                  .select(
                      col(DedupResult.ROW).as(SimilarityResults.ROW),
                      col(DedupResult.MATCH).as(SimilarityResults.MATCH),
                      col(DedupResult.SIMILARITY).as(SimilarityResults.SIMILARITY))),
          () -> SimilarityResults.ids(rows, Columns.of(getIdCol()), rows.numbers()));
    }
  }

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
  public NearDuplicatesModel copy(ParamMap extra) {
    return copyValues(new NearDuplicatesModel(uid, vocabulary), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  public static MLReader<NearDuplicatesModel> read() {
    return new Reader();
  }

  public static NearDuplicatesModel load(String path) {
    return read().load(path);
  }

  /** Writes a model: Spark's usual {@code metadata}, and the idf as tables in {@code data}. */
  private static final class Writer extends MLWriter {

    private final NearDuplicatesModel model;

    Writer(NearDuplicatesModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      try {
        new DefaultParamsWriter(model).session(sparkSession()).save(path);
      } catch (IOException e) {
        throw new UncheckedIOException(path + ": " + e.getMessage(), e);
      }
      VocabularyFiles.write(sparkSession(), model.vocabulary, new Path(path, DATA).toString());
    }
  }

  private static final class Reader extends MLReader<NearDuplicatesModel> {

    @Override
    public NearDuplicatesModel load(String path) {
      NearDuplicatesModel params =
          new DefaultParamsReader<NearDuplicatesModel>().session(sparkSession()).load(path);
      NgramVocabulary vocabulary =
          VocabularyFiles.read(sparkSession(), new Path(path, DATA).toString());
      return params.copyValues(new NearDuplicatesModel(params.uid(), vocabulary), ParamMap.empty());
    }
  }
}
