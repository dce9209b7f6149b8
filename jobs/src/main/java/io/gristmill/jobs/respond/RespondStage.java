package io.gristmill.jobs.respond;

import static org.apache.spark.sql.functions.col;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.exchange.ModelSetup;
import io.gristmill.jobs.job.Stage;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.StageResult;
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
 * Has a model answer the instructions of examples. Input: {@link ExamplesTable}. Output: the
 * examples that were answered, with the answer as metadata {@code model_response} beside {@code
 * response_model} and {@code response_finish}; rejects are rows of splits that were not asked for
 * and rows that have no answer, with the reason. What is answered depends on the rows, the
 * settings, the model and the kind of machine alone.
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
   * Answers by the model directory of the settings; looks at it without loading its weights.
   *
   * @throws UserException when there is none, or when it does not go with the settings
   */
  public static RespondStage of(RespondConfig config, Configuration hadoop) {
    RespondConfig asking = config.withDefaultMode(RespondConfig.PromptMode.TEXT);
    String identity = LocalResponder.identity(ModelCopies.local(config.model(), hadoop), asking);
    return ofLocation(config, new ExistingModel(config.model(), identity));
  }

  /** Answers by a model directory that need not be there before the stage runs. */
  public static RespondStage ofLocation(RespondConfig config, ModelLocation place) {
    RespondConfig asking = config.withDefaultMode(RespondConfig.PromptMode.TEXT);
    return new RespondStage(asking, new LocalResponder(asking, place));
  }

  /**
   * Answers by the server of the settings.
   *
   * @throws UserException when it is to be asked in a model's own template, which it alone has
   */
  public static RespondStage ofServer(RespondConfig config, ModelSetup model) {
    RespondConfig asking =
        config.withDefaultMode(ServerResponder.defaultMode(model.model().provider()));
    if (asking.promptMode() == RespondConfig.PromptMode.TEXT
        && asking.data().encoding().usesChatTemplate()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "respond.prompt-mode must be chat for a server with"
              + " training-data.prompt-template=chat-template");
    }
    return new RespondStage(asking, new ServerResponder(asking, model));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Where the model is and on which device it runs is no part of it. */
  @Override
  public String fingerprint() {
    return responder.fingerprint() + "\n" + config.canonical();
  }

  @Override
  public Map<String, String> sparkSettings(SparkConf given) {
    return responder.sparkSettings(given);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> asked = selectSplits(context, examples);
    long rows = config.splits().isEmpty() ? context.rows() : asked.count();
    Responder.Responses given = responder.respond(context, asked, rows);
    Dataset<Row> judged =
        examples
            .join(
                given.responses(),
                examples
                    .col(ExamplesTable.POSITION)
                    .equalTo(given.responses().col(Response.POSITION)),
                "left")
            .map(new AttachResponse(given.model()), Encoders.row(AttachResponse.SCHEMA));
    return StageResult.ofJudged(NAME, judged, () -> ResponseTotals.of(given));
  }

  /** The rows of the splits that are to be answered. */
  private Dataset<Row> selectSplits(StageContext context, Dataset<Row> examples) {
    if (config.splits().isEmpty()) {
      return examples;
    }
    Column split = col(ExamplesTable.METADATA).getItem(Split.KEY);
    Dataset<Row> asked = examples.filter(split.isin(config.splits().toArray()));
    Set<String> missing = new TreeSet<>(config.splits());
    List<Row> found = context.step("splits", () -> asked.select(split).distinct().collectAsList());
    found.forEach(row -> missing.remove(row.getString(0)));
    if (!missing.isEmpty() && context.rows() > 0) {
      throw new UserException(
          ExitCode.INPUT,
          "respond.splits: no row has %s as its metadata \"split\""
              .formatted(String.join(", ", missing)));
    }
    return asked;
  }
}
