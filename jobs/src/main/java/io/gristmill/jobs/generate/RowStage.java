package io.gristmill.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Derives records from each record of a table with a model. Input: {@link ExamplesTable}. Output:
 * the derived records, in the order of their originals; rejects with all rejected pieces and with
 * originals that yielded nothing. Input rows plus the fact {@code copies} equal kept plus dropped
 * rows.
 *
 * @param name name of the stage: {@link PoolStage#NAME} or that of the recipe
 * @param settings canonical text of the recipe's inputs: settings, prompts and random seed
 */
public record RowStage(String name, RowRecipe recipe, ModelSetup model, String settings)
    implements Stage {

  private static final String NOTHING_MADE = "nothing-made";
  private static final String NUMBER = "number";

  private static final StructType NUMBERED = ExchangeTable.SCHEMA.add(NUMBER, LongType, false);

  @Override
  public String fingerprint() {
    return String.join("\n", recipe.name(), settings, model.fingerprint());
  }

  @Override
  public Map<String, String> sparkSettings(SparkConf userSettings) {
    return ModelSetup.sparkSettings(userSettings);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> ends = context.step("sending requests", () -> runExchanges(context, examples));
    Dataset<Row> numbered = context.step("numbering", () -> numberRows(context, ends));
    Map<String, Object> facts = facts(context, ends, numbered);
    return StageResult.of(records(numbered), rejects(numbered, examples)).withFacts(() -> facts);
  }

  private Dataset<Row> runExchanges(StageContext context, Dataset<Row> examples) {
    RowRecipe rowRecipe = recipe;
    return model.runExchanges(
        context,
        examples,
        context.rows(),
        row -> rowRecipe.of(ExamplesTable.read(row)),
        col(ExamplesTable.ID));
  }

  /** All candidates and rejections with their rank, which becomes their position. */
  private Dataset<Row> numberRows(StageContext context, Dataset<Row> ends) {
    Dataset<Row> sorted =
        rejectEmptyExchanges(ends).orderBy(ExchangeTable.PROMPT, ExchangeTable.PLACE);
    JavaRDD<Row> ranked =
        sorted.javaRDD().zipWithIndex().map(pair -> DataFrames.append(pair._1(), pair._2()));
    return context.materialize("numbered", context.spark().createDataFrame(ranked, NUMBERED));
  }

  /** Candidates and rejections; an exchange without either becomes a rejection of its record. */
  private static Dataset<Row> rejectEmptyExchanges(Dataset<Row> ends) {
    Column isEnd = col(ExchangeTable.KIND).equalTo(lit(ExchangeTable.ENDED));
    return ends.filter(
            col(ExchangeTable.KIND)
                .notEqual(lit(ExchangeTable.ENDED))
                .or(col(ExchangeTable.PLACE).equalTo(lit(0))))
        .withColumn(
            ExchangeTable.RULE, when(isEnd, lit(NOTHING_MADE)).otherwise(col(ExchangeTable.RULE)))
        .withColumn(
            ExchangeTable.DETAIL,
            when(isEnd, lit("the exchange yielded neither a record nor a rejection"))
                .otherwise(col(ExchangeTable.DETAIL)))
        .withColumn(
            ExchangeTable.KIND,
            when(isEnd, lit(ExchangeTable.REJECTED)).otherwise(col(ExchangeTable.KIND)));
  }

  private Dataset<Row> records(Dataset<Row> numbered) {
    String name = recipe.name();
    String source = model.model().model();
    MapPartitionsFunction<Row, Row> record =
        rows -> Iterators.map(rows, row -> record(row, name, source));
    return numbered
        .filter(col(ExchangeTable.KIND).equalTo(lit(ExchangeTable.CANDIDATE_MADE)))
        .mapPartitions(record, ExamplesTable.encoder());
  }

  private static Row record(Row row, String recipe, String source) {
    Candidate candidate = ExchangeTable.candidate(row);
    return ExamplesTable.write(
        new Example(
            ContentId.of(
                candidate.instruction(),
                candidate.input(),
                candidate.output(),
                candidate.metadata().getOrDefault(Example.MESSAGES, "")),
            row.<Long>getAs(NUMBER),
            candidate.instruction(),
            candidate.input(),
            candidate.output(),
            source,
            recipe,
            candidate.parents(),
            candidate.metadata(),
            null));
  }

  /** Rejects with the text of the piece, or the original record if there is no text. */
  private Dataset<Row> rejects(Dataset<Row> numbered, Dataset<Row> examples) {
    Dataset<Row> refused =
        numbered
            .filter(col(ExchangeTable.KIND).equalTo(lit(ExchangeTable.REJECTED)))
            .select(
                col(ExchangeTable.PROMPT),
                col(NUMBER),
                col(ExchangeTable.RULE).as("reject_rule"),
                col(ExchangeTable.DETAIL).as("reject_detail"),
                col(ExchangeTable.INSTRUCTION).as("piece"));
    return refused
        .join(
            examples,
            refused.col(ExchangeTable.PROMPT).equalTo(examples.col(ExamplesTable.POSITION)))
        .select(
            examples.col(ExamplesTable.ID),
            col(NUMBER).as(ExamplesTable.POSITION),
            lit(name()).as(RejectsTable.STAGE),
            col("reject_rule").as(RejectsTable.RULE),
            lit(null).cast("double").as(ExamplesTable.SCORE),
            lit(null).cast("double").as(RejectsTable.THRESHOLD),
            lit(null).cast("string").as(RejectsTable.WITNESS_ID),
            col("reject_detail").as(RejectsTable.DETAIL),
            when(col("piece").equalTo(lit("")), RejectsTable.rowAsJson(examples))
                .otherwise(col("piece"))
                .as(RejectsTable.ROW));
  }

  private Map<String, Object> facts(
      StageContext context, Dataset<Row> ends, Dataset<Row> numbered) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", recipe.name());
    facts.put("model", model.model().model());
    facts.putAll(ExchangeTable.usage(ends).facts());
    facts.put(StageResult.COPIES, numbered.count() - context.rows());
    return facts;
  }
}
