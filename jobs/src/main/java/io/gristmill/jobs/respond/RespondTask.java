package io.gristmill.jobs.respond;

import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.task.TaskDevice;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Answers the rows of a partition and writes the answers of each part to one file, atomically.
 * Input: the columns of {@link ExamplesTable} and {@link #PART}; the rows of a part are consecutive
 * and in order.
 *
 * @param folder folder of the files
 * @param answered counter of rows, for the progress display only
 */
record RespondTask(
    LocalModelSpec model,
    String folder,
    SerializableConfiguration configuration,
    LongAccumulator answered)
    implements ForeachPartitionFunction<Row> {

  /** Column with the number of a row's part, from 0. */
  static final String PART = "_part";

  private static final String PREFIX = "part-";
  private static final String ENDING = ".json";

  /** The file of a part. */
  static Path file(String folder, long part) {
    return new Path(folder, PREFIX + String.format(Locale.ROOT, "%08d", part) + ENDING);
  }

  /** The part number of a file. */
  static long part(Path file) {
    String name = file.getName();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - ENDING.length()));
  }

  /** Whether a file is a finished part. */
  static boolean isPart(Path file) {
    return file.getName().startsWith(PREFIX) && file.getName().endsWith(ENDING);
  }

  @Override
  public void call(Iterator<Row> rows) {
    List<Example> part = new ArrayList<>();
    long number = -1;
    while (rows.hasNext()) {
      Row row = rows.next();
      long next = row.<Long>getAs(PART);
      if (next != number) {
        finish(number, part);
        part = new ArrayList<>();
        number = next;
      }
      part.add(ExamplesTable.read(row));
    }
    finish(number, part);
  }

  private void finish(long number, List<Example> part) {
    if (part.isEmpty()) {
      return;
    }
    Configuration hadoop = configuration.value();
    String device = TaskDevice.of(model.config().device());
    LoadedModel loaded = LoadedModel.of(model, device, hadoop);
    StringBuilder lines = new StringBuilder();
    int batch = model.config().batchSize();
    for (int from = 0; from < part.size(); from += batch) {
      loaded
          .answer(part.subList(from, Math.min(part.size(), from + batch)))
          .forEach(response -> lines.append(response.json()).append('\n'));
    }
    new HadoopFiles(hadoop).replace(file(folder, number), lines.toString());
    answered.add(part.size());
  }
}
