package io.gristmill.jobs.filter;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;

import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.ConfiguredStage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.quality.FilterConfig;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Drops examples that violate a quality rule: first those that violate a single-record rule, then,
 * among the rest, exact duplicates and records with conflicting outputs. Input: {@link
 * ExamplesTable}. Output: the kept rows; rejects with the first rule that dropped each row, its
 * score and threshold.
 */
public final class FilterStage extends ConfiguredStage {

  private final FilterConfig config;

  public FilterStage(FilterConfig config, Settings settings) {
    super("filter", 1, settings.canonical("filter"));
    this.config = config;
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> drops = new FilterSearch(config, context).drops(examples);
    return StageResult.of(FilterSearch.without(examples, drops), rejects(examples, drops))
        .withFacts(() -> Map.of("rules", config.names()));
  }

  private Dataset<Row> rejects(Dataset<Row> examples, Dataset<Row> drops) {
    Dataset<Row> ids =
        examples.select(col(POSITION).as(Drops.KEPT_POSITION), col(ID).as(RejectsTable.WITNESS_ID));
    return examples
        .join(drops, examples.col(POSITION).equalTo(drops.col(Drops.ROW)))
        .join(ids, Drops.KEPT_POSITION, "left_outer")
        .select(
            RejectsTable.columns(
                examples,
                name(),
                col(Drops.RULE),
                col(Drops.MEASURED),
                col(Drops.BOUND),
                col(RejectsTable.WITNESS_ID),
                Drops.detail(col(Drops.KEPT_POSITION))));
  }
}
