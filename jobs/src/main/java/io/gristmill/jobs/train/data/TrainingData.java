package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.LessonMarks;
import io.gristmill.jobs.tokenizer.LessonTemplates;
import io.gristmill.jobs.train.data.RowLoader.Size;
import io.gristmill.lesson.Lesson;
import io.gristmill.lesson.LessonConfig;
import io.gristmill.lesson.LessonEncoder;
import io.gristmill.lesson.LessonReader;
import io.gristmill.lesson.LessonReading;
import io.gristmill.lesson.LessonStyle;
import io.gristmill.lesson.Lessons;
import io.gristmill.lesson.PairReader;
import io.gristmill.lesson.Preset;
import io.gristmill.lesson.Taught;
import io.gristmill.lesson.Unusable;
import io.gristmill.record.Example;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.TokenExample;
import io.gristmill.tokens.TokenStore;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads data sets for a model: files and folders of JSON lines, JSON, delimited text and Parquet,
 * packed or not, and tables of ours. The order of rows is that of file names and places. Rows that
 * cannot be trained on go to the rejects; a set of which none can is refused.
 */
public final class TrainingData {

  private final DataConfig config;
  private final ModelTokens model;
  private final LessonStyle style;
  private final LessonEncoder encoder;
  private final int limit;
  private final OptionalInt end;
  private final VocabularyCheck vocabulary;

  /**
   * @throws UserException when the settings do not suit tokenizer or model
   */
  public TrainingData(DataConfig config, ModelTokens model) {
    LessonConfig lesson =
        LessonTemplates.of(config.lesson(), model.templates(), model.tokenizerName());
    this.config = config.with(lesson);
    this.model = model;
    this.style = lesson.style();
    this.encoder =
        lesson.encoder(
            model.tokenizer(),
            LessonMarks.of(lesson, model.tokenizer(), model.special(), model.tokenizerName()));
    this.end = LessonMarks.end(lesson, model.tokenizer(), model.special(), model.tokenizerName());
    this.limit = limit(lesson, model.context());
    this.vocabulary = new VocabularyCheck(model);
  }

  /** The book's rows are a column wider than its limit. */
  private static int limit(LessonConfig lesson, int context) {
    int columns = lesson.preset() == Preset.LLMS_FROM_SCRATCH ? context - 1 : context;
    try {
      return lesson.limit(OptionalInt.of(columns));
    } catch (IllegalArgumentException e) {
      throw new UserException(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
  }

  /** How questions and answers are written. */
  public LessonStyle style() {
    return style;
  }

  /** What every answer ends with, where a style does not say it itself. */
  public OptionalInt endToken() {
    return end;
  }

  /** What rows are filled with. */
  public int padding() {
    return model.special().padding().orElse(end.orElse(0));
  }

  /**
   * The tokens of a question, as rows of this shape begin: in the style, or as it is where rows
   * bring their prompts themselves.
   *
   * @throws UserException when the style has no text for it
   */
  public int[] prompt(String question) {
    return prompt(Example.of(0, question, "", ""));
  }

  /**
   * The tokens that a model is given to answer an example; likewise.
   *
   * @param example a question, its own answer is not looked at; of a conversation all up to its
   *     last answer, or all of it where it ends with a question
   * @throws UserException when the style has no text for it
   */
  public int[] prompt(Example example) {
    Taught<int[]> asked = question(example);
    if (asked instanceof Taught.Kept<int[]> kept) {
      return kept.row();
    }
    Unusable reason = ((Taught.Dropped<int[]>) asked).reason();
    throw new UserException(
        ExitCode.INPUT,
        "\"%s\" cannot be asked: %s: %s"
            .formatted(example.instruction(), reason.rule(), reason.detail()));
  }

  /** The same, or why the example cannot be asked. Safe for use by several threads. */
  public Taught<int[]> question(Example example) {
    return switch (config.lesson().shape()) {
      case AUTO, ALPACA, MESSAGES -> {
        LessonReading question = style.question(example);
        yield question instanceof Lesson lesson
            ? new Taught.Kept<>(encoder.prompt(lesson), 0, false)
            : new Taught.Dropped<>((Unusable) question, 0);
      }
      case PROMPT_COMPLETION, PREFERENCE, TEXT, TOKENS ->
          new Taught.Kept<>(encoder.prompt(example.instruction()), 0, false);
    };
  }

  /**
   * A data set of examples.
   *
   * @param inputs files, folders and patterns
   * @throws UserException when there is no row to train on, or a token that the model does not know
   */
  public ExampleSet examples(List<String> inputs, RowRejects rejects) {
    Layouts layouts = new Layouts(config, padding(), end, limit);
    boolean ours = config.lesson().preset() == Preset.GRISTMILL;
    Lessons lessons = new Lessons(encoder, ours ? limit : Integer.MAX_VALUE, config.lesson());
    LessonReader reader = config.lesson().reader();
    TokenStore store = new TokenStore(LossOn.RESPONSE);
    DataReport report =
        new RowLoader<TokenExample>(
                (record, place) ->
                    reader.read(record, place).stream()
                        .map(lessons::teach)
                        .map(one -> ours ? one : layouts.judged(one))
                        .toList(),
                (row, file, place) -> add(store, row, file, place),
                rejects,
                limit)
            .load(inputs);
    return new ExampleSet(store, report, layouts, config);
  }

  private Size add(TokenStore store, TokenExample row, String file, String place) {
    vocabulary.check(row.toArray(), file, place);
    store.add(row);
    return new Size(row.length(), row.learned(LossOn.RESPONSE), Math.min(limit, row.length()));
  }

  /** Pairs one at a time, for a stage that has them in rows of a table. */
  public LonePairs lonePairs() {
    return new LonePairs(config, encoder, limit, vocabulary, padding());
  }

  /**
   * A data set of preferences.
   *
   * @param inputs files, folders and patterns
   * @throws UserException as for examples
   */
  public PairSet pairs(List<String> inputs, RowRejects rejects) {
    if (config.packing() || config.lesson().preset() == Preset.ALPACA) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "preferences are trained without training-data.packing and without preset=alpaca");
    }
    Lessons lessons = new Lessons(encoder, limit, config.lesson());
    PairReader reader = config.lesson().pairReader();
    IntRows rows = new IntRows();
    DataReport report =
        new RowLoader<>(
                (JsonNode record, Long place) ->
                    reader.read(record, place).stream().map(lessons::teach).toList(),
                (row, file, place) -> {
                  vocabulary.check(row.prompt(), file, place);
                  vocabulary.check(row.chosen(), file, place);
                  vocabulary.check(row.rejected(), file, place);
                  rows.add(row.prompt());
                  rows.add(row.chosen());
                  rows.add(row.rejected());
                  int labels = row.tokens() - row.prompt().length;
                  return new Size(row.tokens(), labels, row.width());
                },
                rejects,
                limit)
            .load(inputs);
    return new PairSet(rows, report, config, padding());
  }
}
