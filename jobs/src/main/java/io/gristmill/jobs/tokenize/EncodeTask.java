package io.gristmill.jobs.tokenize;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.PreferenceReader;
import io.gristmill.encode.RowEncoder;
import io.gristmill.encode.TrainingTextEncoder.BosEosTokens;
import io.gristmill.encode.TrainingTextReader;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TokensTable;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.jobs.tokenize.TokenizeConfig.DatasetType;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.mix.Split;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Encodes each example of a partition: a row holds token ids, or the reason why there are none.
 *
 * @param tokenizer the content of {@code tokenizer.json}
 */
record EncodeTask(TokenizeConfig config, BosEosTokens bosEos, Broadcast<byte[]> tokenizer)
    implements MapPartitionsFunction<Row, Row>, Serializable {

  static final String POSITION = "_position";
  static final String SPLIT = "_split";
  static final String RULE = "_rule";
  static final String DETAIL = "_detail";
  static final String LOST_TOKENS = "_lost";
  static final String BOUNDARY_FORCED = "_boundary_forced";
  static final String LABELS = "_labelled";
  static final String TOKENS = "_tokens";
  private static final int FIXED_COLUMNS = 8;
  private static final ConcurrentHashMap<String, Tokenizer> TOKENIZERS = new ConcurrentHashMap<>();

  static StructType schema(DatasetType kind) {
    StructType schema =
        new StructType()
            .add(POSITION, LongType, false)
            .add(SPLIT, StringType, false)
            .add(RULE, StringType, true)
            .add(DETAIL, StringType, true)
            .add(LOST_TOKENS, IntegerType, false)
            .add(BOUNDARY_FORCED, BooleanType, false)
            .add(LABELS, IntegerType, false)
            .add(TOKENS, IntegerType, false);
    for (StructField field : TokensTable.schema(kind == DatasetType.PREFERENCES).fields()) {
      schema = schema.add(field.name(), field.dataType(), true);
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    RowEncoder encoder =
        new RowEncoder(
            config.encoding().encoder(tokenizer(tokenizer.value()), bosEos),
            config.encoding().limit(OptionalInt.empty()),
            config.encoding());
    Function<Example, Row> write =
        config.datasetType() == DatasetType.EXAMPLES
            ? encodeExamples(encoder)
            : encodePairs(encoder);
    return Iterators.map(rows, row -> write.apply(ExamplesTable.read(row)));
  }

  /** The tokenizer of this content, one per process until it ends. */
  private static Tokenizer tokenizer(byte[] json) {
    return TOKENIZERS.computeIfAbsent(
        ContentId.ofParts(new String(json, StandardCharsets.ISO_8859_1)),
        key -> {
          try {
            return Tokenizer.of(json, Tokenizer.FILE);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Function<Example, Row> encodeExamples(RowEncoder encoder) {
    TrainingTextReader reader = config.encoding().reader();
    return example -> {
      EncodedRow<TokenExample> encoded = encoder.encode(reader.render(example));
      if (encoded instanceof EncodedRow.Kept<TokenExample> kept) {
        TokenExample row = kept.row();
        int[] labels = row.labels(LossOn.RESPONSE);
        return keptRow(
            example,
            kept,
            row.countLabels(LossOn.RESPONSE),
            row.length(),
            example.id(),
            row.toArray(),
            labels,
            row.length());
      }
      return droppedRow(example, (EncodedRow.Dropped<TokenExample>) encoded, 4);
    };
  }

  private Function<Example, Row> encodePairs(RowEncoder encoder) {
    PreferenceReader reader = config.encoding().pairReader();
    return example -> {
      EncodedRow<PairTokens> encoded = encoder.encode(reader.render(example));
      if (encoded instanceof EncodedRow.Kept<PairTokens> kept) {
        PairTokens row = kept.row();
        return keptRow(
            example,
            kept,
            row.countTokens() - row.prompt().length,
            row.countTokens(),
            example.id(),
            row.prompt(),
            row.chosen(),
            row.rejected(),
            row.maxRowLength());
      }
      return droppedRow(example, (EncodedRow.Dropped<PairTokens>) encoded, 5);
    };
  }

  private static Row keptRow(
      Example example, EncodedRow.Kept<?> kept, int labels, int tokens, Object... columns) {
    Object[] values = new Object[FIXED_COLUMNS + columns.length];
    setFixedColumns(values, example, kept.lostTokens());
    values[5] = kept.boundaryForced();
    values[6] = labels;
    values[7] = tokens;
    System.arraycopy(columns, 0, values, FIXED_COLUMNS, columns.length);
    return RowFactory.create(values);
  }

  private static Row droppedRow(Example example, EncodedRow.Dropped<?> dropped, int columns) {
    Object[] values = new Object[FIXED_COLUMNS + columns];
    setFixedColumns(values, example, dropped.lostTokens());
    values[2] = dropped.reason().rule();
    values[3] = dropped.reason().detail();
    values[5] = false;
    values[6] = 0;
    values[7] = 0;
    return RowFactory.create(values);
  }

  private static void setFixedColumns(Object[] values, Example example, int lost) {
    values[0] = example.position();
    values[1] = example.metadata().getOrDefault(Split.KEY, "");
    values[4] = lost;
  }
}
