package io.gristmill.jobs.filter;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static io.gristmill.jobs.table.ExamplesTable.SCORE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.quality.FilterConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Drops examples that violate a quality rule: first those that violate a single-record rule, then,
 * among the rest, exact duplicates and records with conflicting outputs. Input: {@link
 * ExamplesTable}. Output: the kept rows; rejects with the first rule that dropped each row, its
 * score and threshold.
 */
public final class FilterStage implements Stage {

  private final FilterConfig config;
  private final String settings;

  public FilterStage(FilterConfig config, Settings settings) {
    this.config = config;
    this.settings = settings.canonical("filter");
  }

  @Override
  public String name() {
    return "filter";
  }

  @Override
  public String fingerprint() {
    return settings;
  }

  @Override
  public OptionalDouble relativeCost() {
    return OptionalDouble.of(1);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> drops = new FilterSearch(config, context).drops(examples);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rules", config.names());
    return new StageResult(
        FilterSearch.without(examples, drops),
        rejects(examples, drops),
        Optional.empty(),
        Optional.empty(),
        () -> facts,
        () -> {});
  }

  private Dataset<Row> rejects(Dataset<Row> examples, Dataset<Row> drops) {
    Dataset<Row> ids =
        examples.select(col(POSITION).as(Drops.KEPT_POSITION), col(ID).as(RejectsTable.WITNESS_ID));
    return examples
        .join(drops, examples.col(POSITION).equalTo(drops.col(Drops.ROW)))
        .join(ids, new String[] {Drops.KEPT_POSITION}, "left_outer")
        .select(
            examples.col(ID),
            examples.col(POSITION),
            lit(name()).as(RejectsTable.STAGE),
            col(Drops.RULE).as(RejectsTable.RULE),
            col(Drops.MEASURED).as(SCORE),
            col(Drops.BOUND).as(RejectsTable.THRESHOLD),
            col(RejectsTable.WITNESS_ID),
            Drops.detail(col(Drops.KEPT_POSITION)).as(RejectsTable.DETAIL),
            RejectsTable.rowAsJson(examples).as(RejectsTable.ROW));
  }
}
