package io.gristmill.jobs.tokenize;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TokensTable;
import io.gristmill.jobs.tokenize.TokenizeConfig.Kind;
import io.gristmill.lesson.LessonEncoder.Marks;
import io.gristmill.lesson.LessonReader;
import io.gristmill.lesson.Lessons;
import io.gristmill.lesson.PairReader;
import io.gristmill.lesson.Taught;
import io.gristmill.mix.Split;
import io.gristmill.record.Example;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.io.Serializable;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What became of each row: its tokens, or why there are none.
 *
 * @param tokenizer the content of {@code tokenizer.json}
 */
record TaughtRows(TokenizeConfig config, Marks marks, Broadcast<byte[]> tokenizer)
    implements MapPartitionsFunction<Row, Row>, Serializable {

  static final String POSITION = "_position";
  static final String SPLIT = "_split";
  static final String RULE = "_rule";
  static final String DETAIL = "_detail";
  static final String LOST = "_lost";
  static final String MENDED = "_mended";
  static final String LABELLED = "_labelled";
  static final String TOKENS = "_tokens";
  private static final int OWN = 8;

  static StructType schema(Kind kind) {
    StructType schema =
        new StructType()
            .add(POSITION, LongType, false)
            .add(SPLIT, StringType, false)
            .add(RULE, StringType, true)
            .add(DETAIL, StringType, true)
            .add(LOST, IntegerType, false)
            .add(MENDED, BooleanType, false)
            .add(LABELLED, IntegerType, false)
            .add(TOKENS, IntegerType, false);
    for (StructField field : TokensTable.schema(kind == Kind.PREFERENCES).fields()) {
      schema = schema.add(field.name(), field.dataType(), true);
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Lessons lessons =
        new Lessons(
            config.lesson().encoder(TaskTokenizers.of(tokenizer.value()), marks),
            config.lesson().limit(OptionalInt.empty()),
            config.lesson());
    Function<Example, Row> write =
        config.kind() == Kind.EXAMPLES ? examples(lessons) : pairs(lessons);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        return write.apply(ExamplesTable.read(rows.next()));
      }
    };
  }

  private Function<Example, Row> examples(Lessons lessons) {
    LessonReader reader = config.lesson().reader();
    return example -> {
      Taught<TokenExample> taught = lessons.teach(reader.write(example));
      if (taught instanceof Taught.Kept<TokenExample> kept) {
        TokenExample row = kept.row();
        int[] labels = row.labels(LossOn.RESPONSE);
        return kept(
            example,
            kept,
            row.learned(LossOn.RESPONSE),
            row.length(),
            example.id(),
            row.toArray(),
            labels,
            row.length());
      }
      return dropped(example, (Taught.Dropped<TokenExample>) taught, 4);
    };
  }

  private Function<Example, Row> pairs(Lessons lessons) {
    PairReader reader = config.lesson().pairReader();
    return example -> {
      Taught<PairTokens> taught = lessons.teach(reader.write(example));
      if (taught instanceof Taught.Kept<PairTokens> kept) {
        PairTokens row = kept.row();
        return kept(
            example,
            kept,
            row.tokens() - row.prompt().length,
            row.tokens(),
            example.id(),
            row.prompt(),
            row.chosen(),
            row.rejected(),
            row.width());
      }
      return dropped(example, (Taught.Dropped<PairTokens>) taught, 5);
    };
  }

  private static Row kept(
      Example example, Taught.Kept<?> kept, int labelled, int tokens, Object... columns) {
    Object[] values = new Object[OWN + columns.length];
    own(values, example, kept.lostTokens());
    values[5] = kept.mended();
    values[6] = labelled;
    values[7] = tokens;
    System.arraycopy(columns, 0, values, OWN, columns.length);
    return RowFactory.create(values);
  }

  private static Row dropped(Example example, Taught.Dropped<?> dropped, int columns) {
    Object[] values = new Object[OWN + columns];
    own(values, example, dropped.lostTokens());
    values[2] = dropped.reason().rule();
    values[3] = dropped.reason().detail();
    values[5] = false;
    values[6] = 0;
    values[7] = 0;
    return RowFactory.create(values);
  }

  private static void own(Object[] values, Example example, int lost) {
    values[0] = example.position();
    values[1] = example.metadata().getOrDefault(Split.KEY, "");
    values[4] = lost;
  }
}
