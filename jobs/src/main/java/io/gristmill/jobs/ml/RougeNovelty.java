package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.jobs.novelty.NoveltyFilter;
import io.gristmill.jobs.novelty.NoveltyResult;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Applies the novelty filter of Self-Instruct: drops a row when its ROUGE-L F-measure with an
 * earlier kept row, or with an entry of a pool, exceeds the threshold. Gives the result of the job
 * {@code novelty} with the same columns, pool and settings.
 *
 * <p>A pool (seed tasks, earlier data sets) is a table, set by {@code poolPath} or {@code
 * poolTable}, with the same columns or {@code poolCols}. Its entries are always kept, precede all
 * rows, and are not part of the result.
 *
 * <p>With {@code action = mark} two columns are added: {@code similar_to}, the id of the most
 * similar accepted row or pool entry (null if the pool has no ids), and {@code rouge_l}, their
 * F-measure. Both are null for kept rows. Rows whose text is null, empty or without tokens are
 * similar to nothing and kept.
 */
public final class RougeNovelty extends Transformer
    implements SimilarityParams<RougeNovelty>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final RougeNoveltyParamSet params;

  public RougeNovelty() {
    this(Identifiable$.MODULE$.randomUID("rougeNovelty"));
  }

  public RougeNovelty(String uid) {
    this.uid = uid;
    this.params = new RougeNoveltyParamSet(this);
    params.setDefaults(this);
  }

  public Param<String> wordSplitting() {
    return params.wordSplitting;
  }

  public String getWordSplitting() {
    return getOrDefault(wordSplitting());
  }

  public RougeNovelty setWordSplitting(String tokens) {
    return CurationParamSet.with(this, wordSplitting(), tokens);
  }

  public Param<String> poolPath() {
    return params.poolPath;
  }

  public String getPoolPath() {
    return getOrDefault(poolPath());
  }

  public RougeNovelty setPoolPath(String path) {
    return CurationParamSet.with(this, poolPath(), path);
  }

  public Param<String> poolFormat() {
    return params.poolFormat;
  }

  public String getPoolFormat() {
    return getOrDefault(poolFormat());
  }

  public RougeNovelty setPoolFormat(String format) {
    return CurationParamSet.with(this, poolFormat(), format);
  }

  public Param<String> poolTable() {
    return params.poolTable;
  }

  public String getPoolTable() {
    return getOrDefault(poolTable());
  }

  public RougeNovelty setPoolTable(String table) {
    return CurationParamSet.with(this, poolTable(), table);
  }

  public StringArrayParam poolCols() {
    return params.poolCols;
  }

  public String[] getPoolCols() {
    return getOrDefault(poolCols());
  }

  public RougeNovelty setPoolCols(String... columns) {
    return CurationParamSet.with(this, poolCols(), columns);
  }

  public IntParam maxPairsPerTask() {
    return params.maxPairsPerTask;
  }

  public int getMaxPairsPerTask() {
    return (int) getOrDefault(maxPairsPerTask());
  }

  public RougeNovelty setMaxPairsPerTask(int pairs) {
    return CurationParamSet.with(this, maxPairsPerTask(), pairs);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Optional<Dataset<Row>> given = params.pool(this, dataset);
    NumberedRows rows = NumberedRows.of(dataset.toDF(), SimilarityResults.order(this));
    Optional<NumberedRows> pool =
        given.map(p -> NumberedRows.of(p, SimilarityResults.order(this, p.schema())));
    long before = pool.map(entry -> entry.rows().count()).orElse(0L);
    try (TempFolder scratch = TempFolder.open(dataset.sparkSession(), uid, getTempDir())) {
      Dataset<Row> candidates = texts(rows, getInputCols(), before);
      NoveltyResult result =
          new NoveltyFilter(params.config(this), scratch.context())
              .filter(
                  "text",
                  pool.map(entries -> poolTexts(entries).union(candidates)).orElse(candidates),
                  before);
      return SimilarityResults.result(
          this,
          rows,
          scratch.save(
              result
                  .rejected()
                  .select(
                      col(NoveltyResult.ROW).minus(lit(before)).as(SimilarityResults.ROW),
                      col(NoveltyResult.MATCH).as(SimilarityResults.MATCH),
                      col(NoveltyResult.SCORE).as(SimilarityResults.SIMILARITY))),
          () -> matchIds(rows, pool, before));
    }
  }

  private Dataset<Row> poolTexts(NumberedRows pool) {
    return texts(pool, RougeNoveltyParamSet.poolColumns(this), 0);
  }

  private static Dataset<Row> texts(NumberedRows rows, String[] columns, long before) {
    Column text = SimilarityParamSet.text(columns);
    return NoveltyFilter.texts(rows.rows(), rows.numbers(), text, before);
  }

  private Dataset<Row> matchIds(NumberedRows rows, Optional<NumberedRows> pool, long before) {
    Column id = Columns.of(getIdCol());
    Dataset<Row> rowIds = SimilarityResults.ids(rows, id, rows.numbers().plus(lit(before)));
    return pool.map(entries -> rowIds.union(poolIds(entries, rowIds))).orElse(rowIds);
  }

  private Dataset<Row> poolIds(NumberedRows pool, Dataset<Row> rowIds) {
    boolean poolHasIds = List.of(pool.rows().columns()).contains(getIdCol());
    Column none = lit(null).cast(rowIds.schema().apply(SimilarityResults.ID).dataType());
    return SimilarityResults.ids(pool, poolHasIds ? Columns.of(getIdCol()) : none, pool.numbers());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return params.transformSchema(this, schema);
  }

  @Override
  public RougeNoveltyParamSet curationParams() {
    return params;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public RougeNovelty copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  public static MLReader<RougeNovelty> read() {
    return new DefaultParamsReader<>();
  }

  public static RougeNovelty load(String path) {
    return read().load(path);
  }
}
