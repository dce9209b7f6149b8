package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Synthetic examples and pairs for a vocabulary of 32. */
final class TinyData {

  private static final int COLUMNS = 12;

  private TinyData() {}

  /** The tokens of an example: those of a prompt, then those of an answer. */
  private static long[] tokens(String kind, int number, int length) {
    RandomStream random = RandomStream.of(5, kind, Integer.toString(number));
    return LongStream.generate(() -> 3 + random.nextInt(20)).limit(length).toArray();
  }

  private static int length(int number) {
    return 4 + number % 6;
  }

  /**
   * Examples of different lengths in micro-batches of {@code rows}; their order rotates with each
   * epoch.
   */
  static BatchSource examples(int count, int rows) {
    return new BatchSource() {
      @Override
      public int size() {
        return count / rows;
      }

      @Override
      public Batch batch(int epoch, int number) {
        long[] ids = new long[rows * COLUMNS];
        long[] labels = new long[rows * COLUMNS];
        Arrays.fill(labels, -100);
        for (int row = 0; row < rows; row++) {
          int example = (epoch * 3 + number * rows + row) % count;
          long[] text = tokens("example", example, length(example));
          System.arraycopy(text, 0, ids, row * COLUMNS, text.length);
          System.arraycopy(text, 2, labels, row * COLUMNS + 2, text.length - 2);
        }
        return Batch.of(rows, COLUMNS, ids, labels);
      }
    };
  }

  /** The same examples, packed two per row; each row is a micro-batch. */
  static BatchSource packed(int count) {
    return new BatchSource() {
      @Override
      public int size() {
        return count / 2;
      }

      @Override
      public Batch batch(int epoch, int number) {
        int columns = 2 * COLUMNS;
        long[] ids = new long[columns];
        long[] labels = new long[columns];
        long[] positions = new long[columns];
        long[] segments = new long[columns];
        Arrays.fill(labels, -100);
        Arrays.fill(segments, -1);
        int at = 0;
        for (int i = 0; i < 2; i++) {
          int example = (epoch * 3 + number * 2 + i) % count;
          long[] text = tokens("example", example, length(example));
          System.arraycopy(text, 0, ids, at, text.length);
          System.arraycopy(text, 2, labels, at + 2, text.length - 2);
          for (int j = 0; j < text.length; j++) {
            positions[at + j] = j;
            segments[at + j] = i;
          }
          at += text.length;
        }
        return new Batch(1, columns, ids, labels, positions, segments);
      }
    };
  }

  /** Pairs with a prompt of two tokens and two answers. */
  static PairSource pairs(int count, int rows) {
    return new PairSource() {
      @Override
      public int pairs() {
        return count;
      }

      @Override
      public int size() {
        return count / rows;
      }

      @Override
      public Pairs batch(int epoch, int number) {
        int[] places =
            IntStream.range(0, rows).map(i -> (epoch + number * rows + i) % count).toArray();
        long[] ids = new long[2 * rows * COLUMNS];
        long[] labels = new long[2 * rows * COLUMNS];
        Arrays.fill(labels, -100);
        for (int row = 0; row < 2 * rows; row++) {
          int place = places[row % rows];
          long[] prompt = tokens("prompt", place, 2);
          long[] answer = tokens(row < rows ? "chosen" : "rejected", place, length(place));
          System.arraycopy(prompt, 0, ids, row * COLUMNS, 2);
          System.arraycopy(answer, 0, ids, row * COLUMNS + 2, answer.length);
          System.arraycopy(answer, 0, labels, row * COLUMNS + 2, answer.length);
        }
        return new Pairs(Batch.of(2 * rows, COLUMNS, ids, labels), places);
      }
    };
  }
}
