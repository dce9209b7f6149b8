package io.gristmill.jobs.split;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.SimilarPairs;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.mix.Split;
import io.gristmill.mix.SplitRatios;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;

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
    return StageResult.of(rows, rejects(examples, drops)).withFacts(() -> facts(rows));
  }

  private Column splitOf(Column id) {
    SplitRatios ratios = config.ratios();
    long seed = config.seed();
    UDF1<String, String> split = key -> ratios.splitOf(seed, key).key();
    return udf(split, StringType).apply(id);
  }

  private Dataset<Row> assignGroups(Dataset<Row> examples, Dataset<Row> representatives) {
    Dataset<Row> ids =
        examples.select(
            col(POSITION).as(SplitLeakage.REPRESENTATIVE),
            col(ID).as(SplitLeakage.REPRESENTATIVE_ID));
    return examples
        .join(representatives, POSITION, "left_outer")
        .join(ids, SplitLeakage.REPRESENTATIVE, "left_outer")
        .withColumn(SPLIT, splitOf(coalesce(col(SplitLeakage.REPRESENTATIVE_ID), col(ID))));
  }

  private static Dataset<Row> keepRows(Dataset<Row> keyed, Dataset<Row> drops) {
    Dataset<Row> kept = keyed.join(drops.select(POSITION), POSITION, "left_anti");
    return ExamplesTable.withMetadata(kept, Split.KEY, col(SPLIT))
        .select(DataFrames.columns(ExamplesTable.SCHEMA));
  }

  private Dataset<Row> rejects(Dataset<Row> examples, Dataset<Row> drops) {
    return examples
        .join(drops, POSITION)
        .select(
            RejectsTable.columns(
                examples,
                name(),
                lit(RULE),
                drops.col(SplitLeakage.SIMILARITY),
                lit(config.threshold()),
                drops.col(SplitLeakage.MATCH_ID),
                concat(
                    lit("is in "),
                    drops.col(SplitLeakage.OWN),
                    lit(", and in "),
                    drops.col(SplitLeakage.OTHER),
                    lit(" is the similar position "),
                    drops.col(SplitLeakage.MATCH))));
  }

  private Map<String, Object> facts(Dataset<Row> rows) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leakage", SettingsReader.kebab(config.leakage()));
    facts.put("rows", DataFrames.countBy(rows, col(ExamplesTable.METADATA).getItem(Split.KEY)));
    return facts;
  }
}
