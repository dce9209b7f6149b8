package io.gristmill.jobs.respond;

import static org.apache.spark.sql.functions.col;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.mix.Split;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Generates a model's answers to examples. Input: {@link ExamplesTable}. Output: the answered
 * examples, with the answer as metadata {@code model_response} , and with {@code response_model}
 * and {@code response_finish}; rejects are rows of other splits and rows without an answer, with
 * the reason. Answers depend only on the rows, the settings, the model and the kind of machine.
 */
public final class RespondStage implements Stage {

  /** The name of the stage. */
  public static final String NAME = "respond";

  private final RespondConfig config;
  private final Responder responder;

  private RespondStage(RespondConfig config, Responder answers) {
    this.config = config;
    this.responder = answers;
  }

  /**
   * A stage that uses the model directory of the settings; reads its configuration, not its
   * weights.
   *
   * @throws UserException when there is no model, or it does not match the settings
   */
  public static RespondStage of(RespondConfig config, Configuration hadoop) {
    RespondConfig resolved = config.withDefaultMode(RespondConfig.PromptMode.TEXT);
    String identity =
        LocalResponder.identity(LocalModelCopies.local(config.model(), hadoop), resolved);
    return ofLocation(config, new ExistingModel(config.model(), identity));
  }

  /** A stage whose model directory need not exist before it runs. */
  public static RespondStage ofLocation(RespondConfig config, ModelLocation location) {
    RespondConfig resolved = config.withDefaultMode(RespondConfig.PromptMode.TEXT);
    return new RespondStage(resolved, new LocalResponder(resolved, location));
  }

  /**
   * A stage that uses the server of the settings.
   *
   * @throws UserException when prompts need a chat template, which only the server has
   */
  public static RespondStage ofServer(RespondConfig config, ModelSetup model) {
    RespondConfig resolved =
        config.withDefaultMode(ServerResponder.defaultMode(model.model().provider()));
    if (resolved.promptMode() == RespondConfig.PromptMode.TEXT
        && resolved.data().encoding().usesChatTemplate()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "respond.prompt-mode must be chat for a server with"
              + " training-data.prompt-template=chat-template");
    }
    return new RespondStage(resolved, new ServerResponder(resolved, model));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Path and device of the model are not part of the fingerprint. */
  @Override
  public String fingerprint() {
    return responder.fingerprint() + "\n" + config.canonical();
  }

  @Override
  public Map<String, String> sparkSettings(SparkConf responses) {
    return responder.sparkSettings(responses);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> selected = selectSplits(context, examples);
    long rows = config.splits().isEmpty() ? context.rows() : selected.count();
    Responder.Responses responses = responder.respond(context, selected, rows);
    Dataset<Row> attached =
        examples
            .join(
                responses.responses(),
                examples
                    .col(ExamplesTable.POSITION)
                    .equalTo(responses.responses().col(Response.POSITION)),
                "left")
            .map(new AttachResponse(responses.model()), Encoders.row(AttachResponse.SCHEMA));
    return StageResult.ofVerdicts(NAME, attached).withFacts(() -> ResponseTotals.of(responses));
  }

  /** The rows of the configured splits. */
  private Dataset<Row> selectSplits(StageContext context, Dataset<Row> examples) {
    if (config.splits().isEmpty()) {
      return examples;
    }
    Column split = col(ExamplesTable.METADATA).getItem(Split.KEY);
    Dataset<Row> selected = examples.filter(split.isin(config.splits().toArray()));
    Set<String> missing = new TreeSet<>(config.splits());
    List<Row> found =
        context.step("splits", () -> selected.select(split).distinct().collectAsList());
    found.forEach(row -> missing.remove(row.getString(0)));
    if (!missing.isEmpty() && context.rows() > 0) {
      throw new UserException(
          ExitCode.INPUT,
          "respond.splits: no row has %s as its metadata \"split\""
              .formatted(String.join(", ", missing)));
    }
    return selected;
  }
}
