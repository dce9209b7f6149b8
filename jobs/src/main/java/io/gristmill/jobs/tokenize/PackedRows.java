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
 * Packs examples into rows. Each block of {@value #BLOCK} consecutive positions is packed
 * separately ({@link Packing}), so the rows do not depend on how the table is partitioned.
 *
 * @param capacity maximum tokens of a row
 */
record PackedRows(int capacity) implements MapPartitionsFunction<Row, Row>, Serializable {

  /** Positions per block. */
  static final int BLOCK = 8192;

  private static final String NUMBER = "_block";

  static StructType schema() {
    StructType schema = new StructType().add(EncodeTask.POSITION, DataTypes.LongType, false);
    for (var field : TokensTable.PACKED.fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  /**
   * Packs rows of {@link EncodeTask} that have tokens; the position column holds the order of
   * packed rows.
   */
  Dataset<Row> pack(Dataset<Row> rows) {
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

      /** Takes one more row; the first row of another block completes the previous one. */
      private void advance() {
        Row next = rows.hasNext() ? rows.next() : null;
        boolean same =
            next != null && (block.isEmpty() || blockNumber(next) == blockNumber(block.get(0)));
        if (!same) {
          packed.addAll(packBlock(block));
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

  private static long blockNumber(Row row) {
    return row.<Long>getAs(NUMBER);
  }

  private List<Row> packBlock(List<Row> block) {
    int[] lengths =
        block.stream().mapToInt(row -> row.<Integer>getAs(TokensTable.LENGTH)).toArray();
    List<Row> rows = new ArrayList<>();
    for (List<Integer> indices : new Packing(capacity).assign(lengths)) {
      long position = blockNumber(block.get(0)) * BLOCK + rows.size();
      rows.add(packBlock(position, indices.stream().map(block::get).toList()));
    }
    return rows;
  }

  private static Row packBlock(long position, List<Row> examples) {
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
      List<Integer> tokenIds = example.getList(example.fieldIndex("input_ids"));
      List<Integer> exampleLabels = example.getList(example.fieldIndex("labels"));
      for (int j = 0; j < lengths[i]; j++, at++) {
        tokens[at] = tokenIds.get(j);
        labels[at] = exampleLabels.get(j);
        positions[at] = j;
      }
    }
    return RowFactory.create(position, ids, tokens, labels, positions, lengths, total);
  }
}
