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
import java.util.function.Consumer;

/**
 * Reads training data for a model: JSON lines, JSON, delimited text and Parquet, compressed or not,
 * and Gristmill's own tables. Rows keep the order of file names and of records. Unusable rows go to
 * the rejects; a data set without a usable row is refused.
 */
public final class TrainingData {

  private final DataConfig config;
  private final ModelTokenInfo model;
  private final TrainingTemplate template;
  private final TrainingTextEncoder encoder;
  private final int maxLength;
  private final OptionalInt eosToken;

  /** Refuses settings that do not match the tokenizer or the model. */
  public TrainingData(DataConfig config, ModelTokenInfo model) {
    EncodingConfig encoding =
        ChatTemplateLookup.attach(config.encoding(), model.chatTemplates(), model.tokenizerName());
    this.config = config.withEncoding(encoding);
    this.model = model;
    this.template = encoding.template();
    this.encoder =
        encoding.encoder(
            model.tokenizer(),
            BosEosLookup.find(
                encoding, model.tokenizer(), model.specialTokens(), model.tokenizerName()));
    this.eosToken =
        BosEosLookup.findEos(
            encoding, model.tokenizer(), model.specialTokens(), model.tokenizerName());
    this.maxLength = limit(encoding, model.maxPositions());
  }

  /** Rows of LLMs-from-scratch are one column wider than allowed_max_length. */
  private static int limit(EncodingConfig encoding, int context) {
    int columns =
        encoding.compatibility() == Compatibility.LLMS_FROM_SCRATCH ? context - 1 : context;
    try {
      return encoding.limit(OptionalInt.of(columns));
    } catch (IllegalArgumentException e) {
      throw new UserException(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
  }

  /** The EOS token that ends answers, for templates without an end mark. */
  public OptionalInt eosToken() {
    return eosToken;
  }

  /** The template's mark at the end of an answer; empty if the EOS token ends answers. */
  public String endMark() {
    return template.endMark();
  }

  public int padToken() {
    return model.specialTokens().pad().orElse(eosToken.orElse(0));
  }

  /**
   * The prompt tokens of a question: rendered with the template, or verbatim for data sets with
   * verbatim prompts.
   *
   * @throws UserException when the template cannot render it
   */
  public int[] promptTokens(String question) {
    return promptTokens(Example.of(0, question, "", ""));
  }

  /**
   * The prompt tokens of an example, by the same rule.
   *
   * @param example its own answer is ignored; the prompt of a conversation ends before its last
   *     answer, or after its last question
   * @throws UserException when the template cannot render it
   */
  public int[] promptTokens(Example example) {
    EncodedRow<int[]> encoded = encodePrompt(example);
    if (encoded instanceof EncodedRow.Kept<int[]> kept) {
      return kept.row();
    }
    UnusableRecord reason = ((EncodedRow.Dropped<int[]>) encoded).reason();
    throw new UserException(
        ExitCode.INPUT,
        "no prompt for \"%s\": %s: %s"
            .formatted(example.instruction(), reason.rule(), reason.detail()));
  }

  /** The prompt tokens of an example, or the reason why there are none. Thread-safe. */
  public EncodedRow<int[]> encodePrompt(Example example) {
    return switch (config.encoding().datasetFormat()) {
      case AUTO, ALPACA, MESSAGES -> {
        TrainingRecord question = template.renderPrompt(example);
        yield question instanceof TrainingText encoding
            ? new EncodedRow.Kept<>(encoder.encodePrompt(encoding), 0, false)
            : new EncodedRow.Dropped<>((UnusableRecord) question, 0);
      }
      case PROMPT_COMPLETION, PREFERENCE, TEXT, TOKENS ->
          new EncodedRow.Kept<>(encoder.encodePrompt(example.instruction()), 0, false);
    };
  }

  /**
   * Reads a data set of examples.
   *
   * @throws UserException when there is no row to train on, or a token id exceeds the model's
   *     vocabulary
   */
  public ExampleSet examples(List<String> inputs, Consumer<RowReject> rejects) {
    BatchLayouts layouts = new BatchLayouts(config, padToken(), eosToken, maxLength);
    boolean gristmill = config.encoding().compatibility() == Compatibility.GRISTMILL;
    RowEncoder rowEncoder =
        new RowEncoder(encoder, gristmill ? maxLength : Integer.MAX_VALUE, config.encoding());
    TrainingTextReader reader = config.encoding().reader();
    TokenStore store = new TokenStore();
    DataReport report =
        new RowLoader<TokenExample>(
                (record, location) ->
                    reader.read(record, location).stream()
                        .map(rowEncoder::encode)
                        .map(one -> gristmill ? one : layouts.dropWithoutLabels(one))
                        .toList(),
                (row, file, location) -> add(store, row, file, location),
                rejects,
                maxLength)
            .load(inputs);
    return new ExampleSet(store, report, layouts.of(store), config);
  }

  private Size add(TokenStore store, TokenExample row, String file, String location) {
    model.checkVocabulary(row.toArray(), file, location);
    store.add(row);
    return new Size(
        row.length(), row.countLabels(LossOn.RESPONSE), Math.min(maxLength, row.length()));
  }

  /** An encoder of single pairs, for a stage that reads them from a table. */
  public SinglePairs singlePairs() {
    return new SinglePairs(
        config, new RowEncoder(encoder, maxLength, config.encoding()), model, padToken());
  }

  /** Reads a data set of preference pairs, from files as for examples. */
  public PairSet pairs(List<String> inputs, Consumer<RowReject> rejects) {
    if (config.packing() || config.encoding().compatibility() == Compatibility.ALPACA) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "preference pairs need training-data.packing=false and a training-data.compatibility"
              + " other than alpaca");
    }
    RowEncoder rowEncoder = new RowEncoder(encoder, maxLength, config.encoding());
    PreferenceReader reader = config.encoding().pairReader();
    IntRows rows = new IntRows();
    DataReport report =
        new RowLoader<>(
                (JsonNode record, Long location) ->
                    reader.read(record, location).stream().map(rowEncoder::encode).toList(),
                (row, file, location) -> {
                  model.checkVocabulary(row, file, location);
                  PairSet.add(rows, row);
                  int labels = row.countTokens() - row.prompt().length;
                  return new Size(row.countTokens(), labels, row.maxRowLength());
                },
                rejects,
                maxLength)
            .load(inputs);
    return new PairSet(rows, report, config, padToken());
  }
}
