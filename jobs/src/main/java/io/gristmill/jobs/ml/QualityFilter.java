package io.gristmill.jobs.ml;

import static io.gristmill.jobs.ml.Columns.of;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.gristmill.jobs.filter.Drops;
import io.gristmill.jobs.filter.FilterSearch;
import io.gristmill.quality.FilterConfig;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Applies quality rules to instruction, input and output: length, blocklists, refusals, repetition,
 * truncated answers, exact duplicates, contradictions and more. A preset selects the rules, {@code
 * rules} changes single ones. Gives the result of the job {@code filter} with the same columns and
 * settings.
 *
 * <pre>{@code
 * new QualityFilter()
 *     .setPreset("default")
 *     .setRules("length.instruction.min-words = 3, exact-duplicate.enabled = false");
 * }</pre>
 *
 * <p>With {@code action = mark} two columns are added: {@code rule}, the first rule that a row
 * violates, and {@code reason}, a sentence. Both are null for kept rows. A null text is treated as
 * empty.
 *
 * <p>Rules that examine one record at a time are lazy and also work on streams. {@code
 * exact-duplicate} (on in the presets default and self-instruct) and {@code conflicting-output}
 * compare records and require {@code orderCol}.
 */
public final class QualityFilter extends Transformer
    implements CurationParams<QualityFilter>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;
  private static final String MATCH_ORDER = "_witness";

  private final String uid;
  private final QualityFilterParamSet params;

  public QualityFilter() {
    this(Identifiable$.MODULE$.randomUID("qualityFilter"));
  }

  public QualityFilter(String uid) {
    this.uid = uid;
    this.params = new QualityFilterParamSet(this);
    params.setDefaults(this);
  }

  public Param<String> preset() {
    return params.preset;
  }

  public String getPreset() {
    return getOrDefault(preset());
  }

  public QualityFilter setPreset(String preset) {
    return CurationParamSet.with(this, preset(), preset);
  }

  public Param<String> rules() {
    return params.rules;
  }

  public String getRules() {
    return getOrDefault(rules());
  }

  /** Sets rules as text, with the keys below {@code filter.rules} in reference.conf. */
  public QualityFilter setRules(String hocon) {
    return CurationParamSet.with(this, rules(), hocon);
  }

  /** Sets rules by dotted key, for example {@code length.instruction.min-words}. */
  public QualityFilter setRules(Map<String, ?> settings) {
    return setRules(ConfigFactory.parseMap(settings).root().render(ConfigRenderOptions.concise()));
  }

  public Param<String> instructionCol() {
    return params.instructionCol;
  }

  public String getInstructionCol() {
    return getOrDefault(instructionCol());
  }

  public QualityFilter setInstructionCol(String column) {
    return CurationParamSet.with(this, instructionCol(), column);
  }

  public Param<String> inputCol() {
    return params.inputCol;
  }

  public String getInputCol() {
    return getOrDefault(inputCol());
  }

  public QualityFilter setInputCol(String column) {
    return CurationParamSet.with(this, inputCol(), column);
  }

  public Param<String> outputCol() {
    return params.outputCol;
  }

  public String getOutputCol() {
    return getOrDefault(outputCol());
  }

  public QualityFilter setOutputCol(String column) {
    return CurationParamSet.with(this, outputCol(), column);
  }

  public Param<String> metadataCol() {
    return params.metadataCol;
  }

  public String getMetadataCol() {
    return getOrDefault(metadataCol());
  }

  public QualityFilter setMetadataCol(String column) {
    return CurationParamSet.with(this, metadataCol(), column);
  }

  public Param<String> ruleCol() {
    return params.ruleCol;
  }

  public String getRuleCol() {
    return getOrDefault(ruleCol());
  }

  public QualityFilter setRuleCol(String column) {
    return CurationParamSet.with(this, ruleCol(), column);
  }

  public Param<String> reasonCol() {
    return params.reasonCol;
  }

  public String getReasonCol() {
    return getOrDefault(reasonCol());
  }

  public QualityFilter setReasonCol(String column) {
    return CurationParamSet.with(this, reasonCol(), column);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    FilterConfig config = params.config(this);
    return FilterSearch.comparesRecords(config)
        ? filterTable(dataset.toDF(), config)
        : filterRows(dataset.toDF(), config);
  }

  /** Applies rules that examine one record at a time, lazily. */
  private Dataset<Row> filterRows(Dataset<Row> rows, FilterConfig config) {
    String verdict = Columns.unusedName(rows.schema(), "_verdict");
    Dataset<Row> withVerdicts =
        rows.withColumn(
            verdict,
            FilterSearch.verdict(config, struct(QualityFilterParamSet.columns(this, lit(0L)))));
    if (getAction().equals(CurationParamSet.REMOVE)) {
      return withVerdicts.filter(col(verdict).isNull()).drop(verdict);
    }
    return withVerdicts
        .withColumn(getRuleCol(), col(verdict + "." + Drops.RULE))
        .withColumn(getReasonCol(), col(verdict + "." + Drops.REASON))
        .drop(verdict);
  }

  /** Applies rules that compare records, at once. */
  private Dataset<Row> filterTable(Dataset<Row> table, FilterConfig config) {
    NumberedRows rows = NumberedRows.of(table, List.of(of(getOrderCol())));
    try (TempFolder scratch = TempFolder.open(table.sparkSession(), uid, getTempDir())) {
      Dataset<Row> drops =
          scratch.save(
              new FilterSearch(config, scratch.context())
                  .drops(rows.rows().select(QualityFilterParamSet.columns(this, rows.numbers()))));
      if (getAction().equals(CurationParamSet.REMOVE)) {
        return rows.without(drops.select(col(Drops.ROW).as(rows.number())));
      }
      return rows.with(marks(rows, drops));
    }
  }

  private Dataset<Row> marks(NumberedRows rows, Dataset<Row> drops) {
    Dataset<Row> matches =
        rows.rows()
            .select(rows.numbers().as(Drops.KEPT_POSITION), of(getOrderCol()).as(MATCH_ORDER));
    Column reason = Drops.detail(col(MATCH_ORDER));
    return drops
        .join(matches, Drops.KEPT_POSITION, "left_outer")
        .select(
            col(Drops.ROW).as(rows.number()),
            col(Drops.RULE).as(getRuleCol()),
            reason.as(getReasonCol()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return params.transformSchema(this, schema);
  }

  @Override
  public QualityFilterParamSet curationParams() {
    return params;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public QualityFilter copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  public static MLReader<QualityFilter> read() {
    return new DefaultParamsReader<>();
  }

  public static QualityFilter load(String path) {
    return read().load(path);
  }
}
