package io.gristmill.jobs.tokenize;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TokensTable;
import io.gristmill.tokens.Packing;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Examples that share rows. Those of {@value #BLOCK} positions in a row are packed together,
 * longest first ({@link Packing}), so that the rows are the same however the table lies.
 *
 * @param capacity tokens of a row
 */
record PackedRows(int capacity) implements MapPartitionsFunction<Row, Row>, Serializable {

  /** Positions whose examples are packed together. */
  static final int BLOCK = 8192;

  private static final String NUMBER = "_block";

  static StructType schema() {
    StructType schema = new StructType().add(EncodeTask.POSITION, DataTypes.LongType, false);
    for (var field : TokensTable.PACKED.fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  /** Packs rows of {@link EncodeTask} that have tokens; their order is in its position column. */
  Dataset<Row> of(Dataset<Row> rows) {
    return rows.withColumn(NUMBER, expr(EncodeTask.POSITION + " div " + BLOCK))
        .repartition(col(NUMBER))
        .sortWithinPartitions(NUMBER, EncodeTask.POSITION)
        .mapPartitions(this, Encoders.row(schema()));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private final Deque<Row> packed = new ArrayDeque<>();
      private List<Row> block = new ArrayList<>();

      @Override
      public boolean hasNext() {
        while (packed.isEmpty() && (rows.hasNext() || !block.isEmpty())) {
          advance();
        }
        return !packed.isEmpty();
      }

      /** Takes one more row; the first of another block completes the one before. */
      private void advance() {
        Row next = rows.hasNext() ? rows.next() : null;
        boolean same = next != null && (block.isEmpty() || number(next) == number(block.get(0)));
        if (!same) {
          packed.addAll(packed(block));
          block = new ArrayList<>();
        }
        if (next != null) {
          block.add(next);
        }
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return packed.remove();
      }
    };
  }

  private static long number(Row row) {
    return row.<Long>getAs(NUMBER);
  }

  private List<Row> packed(List<Row> block) {
    int[] lengths =
        block.stream().mapToInt(row -> row.<Integer>getAs(TokensTable.LENGTH)).toArray();
    List<Row> rows = new ArrayList<>();
    for (List<Integer> places : new Packing(capacity).assign(lengths)) {
      long position = number(block.get(0)) * BLOCK + rows.size();
      rows.add(packed(position, places.stream().map(block::get).toList()));
    }
    return rows;
  }

  private static Row packed(long position, List<Row> examples) {
    String[] ids = new String[examples.size()];
    int[] lengths = new int[ids.length];
    Arrays.setAll(lengths, i -> examples.get(i).<Integer>getAs(TokensTable.LENGTH));
    int total = Arrays.stream(lengths).sum();
    int[] tokens = new int[total];
    int[] labels = new int[total];
    int[] positions = new int[total];
    int at = 0;
    for (int i = 0; i < ids.length; i++) {
      Row example = examples.get(i);
      ids[i] = example.getAs(ExamplesTable.ID);
      List<Integer> own = example.getList(example.fieldIndex("input_ids"));
      List<Integer> asked = example.getList(example.fieldIndex("labels"));
      for (int j = 0; j < lengths[i]; j++, at++) {
        tokens[at] = own.get(j);
        labels[at] = asked.get(j);
        positions[at] = j;
      }
    }
    return RowFactory.create(position, ids, tokens, labels, positions, lengths, total);
  }
}
