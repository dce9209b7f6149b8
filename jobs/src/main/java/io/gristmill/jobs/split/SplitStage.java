package io.gristmill.jobs.split;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static io.gristmill.jobs.table.ExamplesTable.SCORE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.SimilarPairs;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.mix.Split;
import io.gristmill.mix.SplitRatios;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/**
 * Assigns each row to a split and records it as metadata {@link Split#KEY}. Input: {@link
 * ExamplesTable}. Output: the rows with that metadata; rejects with rule {@code straddles-split},
 * the cosine and, as witness id, the id of the similar kept row in another split.
 */
public final class SplitStage implements Stage {

  static final String RULE = "straddles-split";
  private static final String SPLIT = "_split";

  private final SplitConfig config;
  private final SimilarPairs pairFinder;
  private final String settings;

  /**
   * @param pairFinder finds the similar pairs; not called under {@code leakage = ignore}
   */
  public SplitStage(SplitConfig config, SimilarPairs pairFinder, Settings settings) {
    this.config = config;
    this.pairFinder = pairFinder;
    this.settings = settings.canonical("split") + config.seed();
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public String fingerprint() {
    return config.leakage() == SplitConfig.Leakage.IGNORE
        ? settings
        : settings + pairFinder.fingerprint();
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    SplitLeakage leakage = new SplitLeakage(context, config);
    Dataset<Row> keyed = examples.withColumn(SPLIT, splitOf(col(ID)));
    Dataset<Row> drops = leakage.emptyDrops();
    switch (config.leakage()) {
      case DROP -> drops = leakage.findDrops(pairFinder.find(context, examples), this::splitOf);
      case GROUP -> {
        Dataset<Row> representatives =
            leakage.findRepresentatives(pairFinder.find(context, examples));
        keyed = assignGroups(examples, representatives);
      }
      case IGNORE -> {}
    }
    Dataset<Row> rows = keepRows(keyed, drops);
    return new StageResult(
        rows,
        rejects(examples, drops),
        Optional.empty(),
        Optional.empty(),
        () -> facts(rows),
        () -> {});
  }

  /** Returns the split of an id, as a column. */
  private Column splitOf(Column id) {
    SplitRatios ratios = config.ratios();
    long seed = config.seed();
    UDF1<String, String> split = key -> ratios.splitOf(seed, key).key();
    UserDefinedFunction function = udf(split, StringType);
    return function.apply(id);
  }

  private Dataset<Row> assignGroups(Dataset<Row> examples, Dataset<Row> representatives) {
    Dataset<Row> ids =
        examples.select(
            col(POSITION).as(SplitLeakage.REPRESENTATIVE),
            col(ID).as(SplitLeakage.REPRESENTATIVE_ID));
    return examples
        .join(representatives, new String[] {POSITION}, "left_outer")
        .join(ids, new String[] {SplitLeakage.REPRESENTATIVE}, "left_outer")
        .withColumn(SPLIT, splitOf(coalesce(col(SplitLeakage.REPRESENTATIVE_ID), col(ID))));
  }

  private static Dataset<Row> keepRows(Dataset<Row> keyed, Dataset<Row> drops) {
    Dataset<Row> kept = keyed.join(drops.select(POSITION), new String[] {POSITION}, "left_anti");
    return ExamplesTable.withMetadata(kept, Split.KEY, col(SPLIT))
        .select(
            Arrays.stream(ExamplesTable.SCHEMA.fieldNames())
                .map(name -> col(name))
                .toArray(Column[]::new));
  }

  private Dataset<Row> rejects(Dataset<Row> examples, Dataset<Row> drops) {
    return examples
        .join(drops, new String[] {POSITION})
        .select(
            examples.col(ID),
            examples.col(POSITION),
            lit(name()).as(RejectsTable.STAGE),
            lit(RULE).as(RejectsTable.RULE),
            drops.col(SplitLeakage.SIMILARITY).as(SCORE),
            lit(config.threshold()).as(RejectsTable.THRESHOLD),
            drops.col(SplitLeakage.MATCH_ID).as(RejectsTable.WITNESS_ID),
            concat(
                    lit("is in "),
                    drops.col(SplitLeakage.OWN),
                    lit(", and in "),
                    drops.col(SplitLeakage.OTHER),
                    lit(" is the similar position "),
                    drops.col(SplitLeakage.MATCH))
                .as(RejectsTable.DETAIL),
            RejectsTable.rowAsJson(examples).as(RejectsTable.ROW));
  }

  private Map<String, Object> facts(Dataset<Row> rows) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leakage", io.gristmill.config.SettingsReader.kebab(config.leakage()));
    Map<String, Long> sizes = new TreeMap<>();
    rows.groupBy(col(ExamplesTable.METADATA).getItem(Split.KEY))
        .agg(count(lit(1)))
        .collectAsList() // one row per split
        .forEach(row -> sizes.put(row.getString(0), row.getLong(1)));
    facts.put("rows", sizes);
    return facts;
  }
}
