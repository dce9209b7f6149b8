package io.gristmill.jobs.respond;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.gristmill.jobs.llm.ExchangeSetup;
import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.ModelProgress;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.progress.WorkMeter;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.llm.budget.Dollars;
import io.gristmill.llm.client.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Answers rows with a server, one request per row. Each answer is in the response store before it
 * is used, so a later attempt finds it there.
 */
record ServerResponder(RespondConfig config, ModelSetup model) implements Responder {

  private static final String RESPONSE = "response";

  /** The prompt mode of a provider for {@code AUTO}. */
  static RespondConfig.PromptMode defaultMode(Provider provider) {
    return switch (provider) {
      case OPENAI_COMPLETIONS, OLLAMA_GENERATE -> RespondConfig.PromptMode.TEXT;
      default -> RespondConfig.PromptMode.CHAT;
    };
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public Map<String, String> sparkSettings(SparkConf userSettings) {
    return ModelSetup.sparkSettings(userSettings);
  }

  @Override
  public Responses respond(StageContext context, Dataset<Row> examples, long rows) {
    Dataset<Row> ends = context.step("sending requests", () -> ends(context, examples, rows));
    Dataset<Row> responses =
        ends.filter(col(ExchangeTable.KIND).equalTo(lit(ExchangeTable.CANDIDATE_MADE)))
            .select(from_json(col(ExchangeTable.OUTPUT), Response.SCHEMA).as(RESPONSE))
            .select(RESPONSE + ".*");
    String name = config.modelName().isEmpty() ? model.model().model() : config.modelName();
    return new Responses(responses, name, used(ends));
  }

  private Dataset<Row> ends(StageContext context, Dataset<Row> examples, long rows) {
    RespondExchange start = new RespondExchange(config, model.model().model());
    try (ModelService service = model.open(context)) {
      ExchangeSetup setup = model.exchangeSetup(context.spark(), service);
      Dataset<Row> starts =
          examples
              .select(
                  col(ExamplesTable.POSITION).as(ExchangeTable.PROMPT),
                  lit(0).as(ExchangeTable.CANDIDATE),
                  col("*"))
              .repartition( // equal prompts are sent by one task
                  setup.tasks(), col(ExamplesTable.INSTRUCTION), col(ExamplesTable.INPUT));
      ModelProgress display = new ModelProgress(service);
      WorkMeter meter = WorkMeter.start("rows", rows, display::text, display::exchangesEnded);
      try {
        Dataset<Row> ends =
            starts.mapPartitions(setup.task(start), Encoders.row(ExchangeTable.SCHEMA));
        return context.materialize("ends", ends);
      } finally {
        meter.finish();
        setup.throwIfStopped();
      }
    }
  }

  private Map<String, Object> used(Dataset<Row> ends) {
    Row sums =
        ends.agg(
                sum(ExchangeTable.REQUESTS),
                sum(ExchangeTable.PROMPT_TOKENS),
                sum(ExchangeTable.COMPLETION_TOKENS),
                sum(ExchangeTable.COST))
            .first();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", model.model().model());
    facts.put("requests", total(sums, 0));
    facts.put("prompt-tokens", total(sums, 1));
    facts.put("completion-tokens", total(sums, 2));
    facts.put("cost-usd", Dollars.usd(total(sums, 3)));
    return facts;
  }

  private static long total(Row sums, int column) {
    return sums.isNullAt(column) ? 0 : sums.getLong(column);
  }
}
