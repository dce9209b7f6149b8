package io.gristmill.jobs.dedup;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.METADATA;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static io.gristmill.jobs.table.ExamplesTable.SCORE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.ConfiguredStage;
import io.gristmill.jobs.stage.SimilarPairs;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.table.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Removes near-duplicates: rows whose text in a field has a TF-IDF cosine over character n-grams
 * above the threshold with another row. Exact; the vectors are those of scikit-learn.
 *
 * <p>Fields are processed in order, each on the rows that the previous one kept. Input: {@link
 * ExamplesTable}. Output: the kept rows; rejects with rule {@code near-duplicate}, the cosine and,
 * as witness id, the id of the row that the removed one duplicates; pairs if requested.
 */
public final class DedupStage extends ConfiguredStage implements SimilarPairs {

  static final String RULE = "near-duplicate";
  private static final String MATCH_POSITION = "match_position";
  private static final String FIELD = "field";

  private final DedupConfig config;

  public DedupStage(DedupConfig config, Settings settings) {
    super("dedup", 4, settings.canonical("dedup"));
    this.config = config;
  }

  /**
   * Creates a stage that finds similar pairs and removes no rows.
   *
   * @param field the field to compare
   * @param threshold rows are similar if their cosine exceeds this value
   * @param settings n-grams, engine and sizes come from the block {@code dedup}
   */
  public static DedupStage forPairs(TextField field, double threshold, Settings settings) {
    List<String> changes = new ArrayList<>(List.of("dedup.write-pairs=true"));
    changes.add("dedup.threshold=" + threshold);
    for (TextField each : TextField.values()) {
      changes.add("dedup.fields." + each.key() + "=" + (each == field ? "report" : "off"));
    }
    Settings changed = settings.with(changes);
    Problems problems = new Problems();
    DedupConfig config = DedupConfig.read(changed, problems);
    problems.throwIfAny();
    return new DedupStage(config, changed);
  }

  @Override
  public Dataset<Row> find(StageContext context, Dataset<Row> examples) {
    return apply(context, examples)
        .pairs()
        .orElseThrow(() -> new IllegalStateException("dedup.write-pairs gave no pairs"));
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> remaining = examples;
    Map<String, Object> facts = new LinkedHashMap<>();
    List<Dataset<Row>> removals = new ArrayList<>();
    List<Dataset<Row>> pairs = new ArrayList<>();
    for (Map.Entry<TextField, FieldMode> entry : config.fields().entrySet()) {
      TextField field = entry.getKey();
      FieldMode mode = entry.getValue();
      DedupResult found = find(context, field, mode, remaining);
      facts.put(field.key(), found.facts());
      found.pairs().ifPresent(table -> pairs.add(withField(table, field)));
      if (mode == FieldMode.REMOVE) {
        removals.add(withField(found.removals(), field));
        remaining =
            remaining.join(
                found.removals().select(col(DedupResult.ROW).as(POSITION)), POSITION, "left_anti");
      }
    }
    StageResult result =
        StageResult.of(
                remaining.select(DataFrames.columns(ExamplesTable.SCHEMA)),
                rejects(context, examples, removals))
            .withFacts(() -> facts);
    return config.writePairs() ? result.withPairs(pairTable(context, examples, pairs)) : result;
  }

  private DedupResult find(
      StageContext context, TextField field, FieldMode mode, Dataset<Row> rows) {
    Dataset<Row> texts = DedupSearch.texts(rows, col(POSITION), field.text(), rankScore());
    return new DedupSearch(config, context).find(field.key(), texts, mode == FieldMode.REMOVE);
  }

  /**
   * Returns the score of a row under {@code rank-by}; higher is better, rows without a score rank
   * last.
   */
  private Column rankScore() {
    return switch (config.rankBy()) {
      case DedupConfig.BY_POSITION -> lit(0.0);
      case DedupConfig.BY_SCORE -> DedupSearch.rankScore(col(SCORE));
      default ->
          DedupSearch.rankScore(
              expr("try_cast(" + METADATA + "['" + escaped(config.rankBy()) + "'] as double)"));
    };
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("'", "\\'");
  }

  private Dataset<Row> rejects(
      StageContext context, Dataset<Row> examples, List<Dataset<Row>> removals) {
    Dataset<Row> all = union(context, removals, DedupResult.REMOVALS);
    Dataset<Row> matches =
        examples.select(col(POSITION).as(MATCH_POSITION), col(ID).as(RejectsTable.WITNESS_ID));
    Column detail =
        concat(
            lit("field "),
            col(FIELD),
            lit(", keep " + SettingsReader.kebab(config.keep()) + ", in favour of position "),
            col(MATCH_POSITION));
    Dataset<Row> matched = // first, since it is narrow: whole rows are joined once
        all.select(
                col(DedupResult.ROW).as(POSITION),
                col(DedupResult.MATCH).as(MATCH_POSITION),
                col(DedupResult.SIMILARITY),
                col(FIELD))
            .join(matches, MATCH_POSITION);
    return examples
        .join(matched, POSITION)
        .select(
            RejectsTable.columns(
                examples,
                name(),
                lit(RULE),
                col(DedupResult.SIMILARITY),
                lit(config.threshold()),
                col(RejectsTable.WITNESS_ID),
                detail));
  }

  private Dataset<Row> pairTable(
      StageContext context, Dataset<Row> examples, List<Dataset<Row>> pairs) {
    Dataset<Row> all = union(context, pairs, DedupResult.PAIRS);
    Dataset<Row> ids = examples.select(col(POSITION), col(ID));
    return all.join(
            ids.select(col(POSITION).as(DedupResult.LEFT), col(ID).as(PairsTable.LEFT_ID)),
            DedupResult.LEFT)
        .join(
            ids.select(col(POSITION).as(DedupResult.RIGHT), col(ID).as(PairsTable.RIGHT_ID)),
            DedupResult.RIGHT)
        .select(
            col(PairsTable.LEFT_ID),
            col(PairsTable.RIGHT_ID),
            col(DedupResult.LEFT).as(PairsTable.LEFT_POSITION),
            col(DedupResult.RIGHT).as(PairsTable.RIGHT_POSITION),
            col(FIELD).as(PairsTable.FIELD),
            col(DedupResult.SIMILARITY).as(PairsTable.SIMILARITY));
  }

  private static Dataset<Row> union(
      StageContext context, List<Dataset<Row>> parts, StructType schema) {
    return parts.stream()
        .reduce(
            DataFrames.empty(context.spark(), schema).withColumn(FIELD, lit("")),
            Dataset::unionByName);
  }

  private static Dataset<Row> withField(Dataset<Row> found, TextField field) {
    return found.withColumn(FIELD, lit(field.key()));
  }
}
