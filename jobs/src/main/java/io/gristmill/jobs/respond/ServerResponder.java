package io.gristmill.jobs.respond;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.llm.client.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
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
    Dataset<Row> ends =
        context.step(
            "sending requests",
            () ->
                model.runExchanges(
                    context,
                    examples,
                    rows,
                    new RespondExchange(config, model.model().model()),
                    col(ExamplesTable.INSTRUCTION),
                    col(ExamplesTable.INPUT)));
    Dataset<Row> responses =
        ends.filter(col(ExchangeTable.KIND).equalTo(lit(ExchangeTable.CANDIDATE_MADE)))
            .select(from_json(col(ExchangeTable.OUTPUT), Response.SCHEMA).as(RESPONSE))
            .select(RESPONSE + ".*");
    String name = config.modelName().isEmpty() ? model.model().model() : config.modelName();
    return new Responses(responses, name, usage(ends));
  }

  private Map<String, Object> usage(Dataset<Row> ends) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", model.model().model());
    facts.putAll(ExchangeTable.usage(ends).facts());
    return facts;
  }
}
