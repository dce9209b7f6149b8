package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.encode.PreferenceReader;
import io.gristmill.encode.RowEncoder;
import io.gristmill.encode.TrainingRecord;
import io.gristmill.encode.TrainingTemplate;
import io.gristmill.encode.TrainingText;
import io.gristmill.encode.TrainingTextEncoder;
import io.gristmill.encode.TrainingTextReader;
import io.gristmill.encode.UnusableRecord;
import io.gristmill.jobs.tokenizer.BosEosLookup;
import io.gristmill.jobs.tokenizer.ChatTemplateLookup;
import io.gristmill.jobs.train.data.RowLoader.Size;
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
  private final ModelTokenInfo model;
  private final TrainingTemplate style;
  private final TrainingTextEncoder encoder;
  private final int limit;
  private final OptionalInt end;
  private final VocabularyCheck vocabulary;

  /**
   * @throws UserException when the settings do not suit tokenizer or model
   */
  public TrainingData(DataConfig config, ModelTokenInfo model) {
    EncodingConfig lesson =
        ChatTemplateLookup.attach(config.encoding(), model.chatTemplates(), model.tokenizerName());
    this.config = config.with(lesson);
    this.model = model;
    this.style = lesson.template();
    this.encoder =
        lesson.encoder(
            model.tokenizer(),
            BosEosLookup.find(
                lesson, model.tokenizer(), model.specialTokens(), model.tokenizerName()));
    this.end =
        BosEosLookup.findEos(
            lesson, model.tokenizer(), model.specialTokens(), model.tokenizerName());
    this.limit = limit(lesson, model.maxPositions());
    this.vocabulary = new VocabularyCheck(model);
  }

  /** The book's rows are a column wider than its limit. */
  private static int limit(EncodingConfig lesson, int context) {
    int columns = lesson.compatibility() == Compatibility.LLMS_FROM_SCRATCH ? context - 1 : context;
    try {
      return lesson.limit(OptionalInt.of(columns));
    } catch (IllegalArgumentException e) {
      throw new UserException(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
  }

  /** What every answer ends with, where a style does not say it itself. */
  public OptionalInt eosToken() {
    return end;
  }

  /** What ends an answer in a style that says it itself; else the empty text. */
  public String endMark() {
    return style.endMark();
  }

  /** What rows are filled with. */
  public int padToken() {
    return model.specialTokens().pad().orElse(end.orElse(0));
  }

  /**
   * The tokens of a question, as rows of this shape begin: in the style, or as it is where rows
   * bring their prompts themselves.
   *
   * @throws UserException when the style has no text for it
   */
  public int[] promptTokens(String question) {
    return promptTokens(Example.of(0, question, "", ""));
  }

  /**
   * The tokens that a model is given to answer an example; likewise.
   *
   * @param example a question, its own answer is not looked at; of a conversation all up to its
   *     last answer, or all of it where it ends with a question
   * @throws UserException when the style has no text for it
   */
  public int[] promptTokens(Example example) {
    EncodedRow<int[]> asked = encodePrompt(example);
    if (asked instanceof EncodedRow.Kept<int[]> kept) {
      return kept.row();
    }
    UnusableRecord reason = ((EncodedRow.Dropped<int[]>) asked).reason();
    throw new UserException(
        ExitCode.INPUT,
        "\"%s\" cannot be asked: %s: %s"
            .formatted(example.instruction(), reason.rule(), reason.detail()));
  }

  /** The same, or why the example cannot be asked. Safe for use by several threads. */
  public EncodedRow<int[]> encodePrompt(Example example) {
    return switch (config.encoding().datasetFormat()) {
      case AUTO, ALPACA, MESSAGES -> {
        TrainingRecord question = style.renderPrompt(example);
        yield question instanceof TrainingText lesson
            ? new EncodedRow.Kept<>(encoder.encodePrompt(lesson), 0, false)
            : new EncodedRow.Dropped<>((UnusableRecord) question, 0);
      }
      case PROMPT_COMPLETION, PREFERENCE, TEXT, TOKENS ->
          new EncodedRow.Kept<>(encoder.encodePrompt(example.instruction()), 0, false);
    };
  }

  /**
   * A data set of examples.
   *
   * @param inputs files, folders and patterns
   * @throws UserException when there is no row to train on, or a token that the model does not know
   */
  public ExampleSet examples(List<String> inputs, RowRejects rejects) {
    BatchLayouts layouts = new BatchLayouts(config, padToken(), end, limit);
    boolean ours = config.encoding().compatibility() == Compatibility.GRISTMILL;
    RowEncoder lessons =
        new RowEncoder(encoder, ours ? limit : Integer.MAX_VALUE, config.encoding());
    TrainingTextReader reader = config.encoding().reader();
    TokenStore store = new TokenStore(LossOn.RESPONSE);
    DataReport report =
        new RowLoader<TokenExample>(
                (record, place) ->
                    reader.read(record, place).stream()
                        .map(lessons::encode)
                        .map(one -> ours ? one : layouts.dropWithoutLabels(one))
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
    return new Size(row.length(), row.countLabels(LossOn.RESPONSE), Math.min(limit, row.length()));
  }

  /** Pairs one at a time, for a stage that has them in rows of a table. */
  public SinglePairs singlePairs() {
    return new SinglePairs(config, encoder, limit, vocabulary, padToken());
  }

  /**
   * A data set of preferences.
   *
   * @param inputs files, folders and patterns
   * @throws UserException as for examples
   */
  public PairSet pairs(List<String> inputs, RowRejects rejects) {
    if (config.packing() || config.encoding().compatibility() == Compatibility.ALPACA) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "preferences are trained without training-data.packing and without preset=alpaca");
    }
    RowEncoder lessons = new RowEncoder(encoder, limit, config.encoding());
    PreferenceReader reader = config.encoding().pairReader();
    IntRows rows = new IntRows();
    DataReport report =
        new RowLoader<>(
                (JsonNode record, Long place) ->
                    reader.read(record, place).stream().map(lessons::encode).toList(),
                (row, file, place) -> {
                  vocabulary.check(row.prompt(), file, place);
                  vocabulary.check(row.chosen(), file, place);
                  vocabulary.check(row.rejected(), file, place);
                  rows.add(row.prompt());
                  rows.add(row.chosen());
                  rows.add(row.rejected());
                  int labels = row.countTokens() - row.prompt().length;
                  return new Size(row.countTokens(), labels, row.longestRow());
                },
                rejects,
                limit)
            .load(inputs);
    return new PairSet(rows, report, config, padToken());
  }
}
