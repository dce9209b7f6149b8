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
  private final Answers answers;

  private RespondStage(RespondConfig config, Answers answers) {
    this.config = config;
    this.answers = answers;
  }

  /**
   * Answers by the model directory of the settings; looks at it without loading its weights.
   *
   * @throws UserException when there is none, or when it does not go with the settings
   */
  public static RespondStage of(RespondConfig config, Configuration hadoop) {
    RespondConfig asking = config.asking(RespondConfig.PromptForm.STYLE);
    String identity = LocalAnswers.identity(ModelCopies.local(config.model(), hadoop), asking);
    return by(config, new GivenModel(config.model(), identity));
  }

  /** Answers by a model directory that need not be there before the stage runs. */
  public static RespondStage by(RespondConfig config, ModelPlace place) {
    RespondConfig asking = config.asking(RespondConfig.PromptForm.STYLE);
    return new RespondStage(asking, new LocalAnswers(asking, place));
  }

  /**
   * Answers by the server of the settings.
   *
   * @throws UserException when it would have to be asked by a chat template
   */
  public static RespondStage asking(RespondConfig config, ModelSetup model) {
    RespondConfig asking = config.asking(ServerAnswers.suited(model.model().provider()));
    if (asking.prompt() == RespondConfig.PromptForm.STYLE
        && config.data().lesson().asksForTemplate()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "respond.prompt must be chat with training-data.style=chat-template: the template of a"
              + " server's model is not known here");
    }
    return new RespondStage(asking, new ServerAnswers(asking, model));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Where the model is and on which device it runs is no part of it. */
  @Override
  public String fingerprint() {
    return answers.fingerprint() + "\n" + config.canonical();
  }

  @Override
  public Map<String, String> sparkSettings(SparkConf given) {
    return answers.sparkSettings(given);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> asked = asked(context, examples);
    long rows = config.splits().isEmpty() ? context.rows() : asked.count();
    Answers.Given given = answers.of(context, asked, rows);
    Dataset<Row> judged =
        examples
            .join(
                given.responses(),
                examples
                    .col(ExamplesTable.POSITION)
                    .equalTo(given.responses().col(Response.POSITION)),
                "left")
            .map(new Judgement(given.model()), Encoders.row(Judgement.SCHEMA));
    return StageResult.ofJudged(NAME, judged, () -> Tally.of(given));
  }

  /** The rows of the splits that are to be answered. */
  private Dataset<Row> asked(StageContext context, Dataset<Row> examples) {
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
