package io.gristmill.jobs.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TasksTable;
import io.gristmill.recipe.selfinstruct.SelfInstructFiles;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Writes the files of the released Self-Instruct code, each as a single file: the accepted
 * instructions, the classification answers, the raw instances, the kept instances and the
 * fine-tuning file.
 *
 * @param encoding encoding of the fine-tuning file: columns {@code prompt} and {@code completion}
 * @param seed seed of the order of the fine-tuning file
 */
record SelfInstructExport(FormattedTable encoding, long seed) {

  /** The engine name in file names that the released code expects. */
  private static final String ENGINE = "davinci";

  private static final String ORDER = "order";
  private static final String LINE = "line";
  private static final String PROMPT = "prompt";
  private static final String COMPLETION = "completion";

  private static final StructType LINES =
      new StructType().add(ORDER, LongType, false).add(LINE, StringType, false);

  private static final StructType TRAINING =
      new StructType()
          .add(ORDER, LongType, false)
          .add(ExamplesTable.ID, StringType, false)
          .add(LINE, StringType, false);

  /**
   * Writes all files.
   *
   * @param tasks columns of {@link TasksTable}
   * @param examples columns of {@link ExamplesTable}
   * @param target folder
   * @return number of lines of the fine-tuning file
   */
  long write(SparkSession spark, Dataset<Row> tasks, Dataset<Row> examples, Path folder) {
    HadoopFiles files = new HadoopFiles(spark.sparkContext().hadoopConfiguration());
    writeTaskFile(
        files, tasks, folder, SelfInstructFiles.INSTRUCTIONS, SelfInstructFiles::instruction);
    writeTaskFile(
        files,
        tasks,
        folder,
        SelfInstructFiles.classificationFile(ENGINE),
        SelfInstructFiles::classification);
    writeTaskFile(files, tasks, folder, SelfInstructFiles.INSTANCES, SelfInstructFiles::instances);
    MapFunction<Row, String> instance =
        row ->
            SelfInstructFiles.instance(
                row.getAs(ExamplesTable.INSTRUCTION),
                row.getAs(ExamplesTable.INPUT),
                row.getAs(ExamplesTable.OUTPUT));
    writeSingleFile(
        files,
        lines(examples, ExamplesTable.POSITION, instance),
        List.of(ORDER),
        new Path(folder, SelfInstructFiles.ALL_INSTANCES));
    Dataset<Row> training = training(examples);
    long lines = training.count();
    writeSingleFile(
        files,
        training,
        List.of(ORDER, ExamplesTable.ID),
        new Path(folder, SelfInstructFiles.fineTuningFile(lines)));
    return lines;
  }

  private static void writeTaskFile(
      HadoopFiles files,
      Dataset<Row> tasks,
      Path folder,
      String name,
      Function2<String, Map<String, String>, String> line) {
    MapFunction<Row, String> ofRow =
        row ->
            line.call(
                row.getAs(TasksTable.INSTRUCTION),
                row.getJavaMap(row.fieldIndex(TasksTable.METADATA)));
    writeSingleFile(
        files, lines(tasks, TasksTable.POSITION, ofRow), List.of(ORDER), new Path(folder, name));
  }

  private static Dataset<Row> lines(
      Dataset<Row> rows, String position, MapFunction<Row, String> line) {
    MapFunction<Row, Row> ordered =
        row -> RowFactory.create(row.<Long>getAs(position), line.call(row));
    return rows.map(ordered, Encoders.row(LINES));
  }

  /**
   * Lines of the fine-tuning file without duplicates, in the order of the file: of equal
   * prompt-completion pairs the first is kept.
   */
  private Dataset<Row> training(Dataset<Row> examples) {
    long orderSeed = seed;
    MapFunction<Row, Row> lines = row -> trainingLine(orderSeed, row);
    return encoding
        .format(examples)
        .filter(col(FormattedTable.REASON).isNull())
        .groupBy(PROMPT, COMPLETION)
        .agg(min(struct(col(FormattedTable.POSITION), col(FormattedTable.ID))).as(ExamplesTable.ID))
        .select(
            col(ExamplesTable.ID + "." + FormattedTable.ID).as(ExamplesTable.ID),
            col(PROMPT),
            col(COMPLETION))
        .map(lines, Encoders.row(TRAINING));
  }

  private static Row trainingLine(long seed, Row row) {
    String id = row.getString(0);
    return RowFactory.create(
        SelfInstructFiles.fineTuningOrder(seed, id),
        id,
        SelfInstructFiles.fineTuning(row.getString(1), row.getString(2)));
  }

  private static void writeSingleFile(
      HadoopFiles files, Dataset<Row> lines, List<String> order, Path file) {
    Path raw = file.suffix("-raw");
    lines
        .repartition(1)
        .sortWithinPartitions(order.stream().map(name -> col(name)).toArray(Column[]::new))
        .select(LINE)
        .write()
        .text(raw.toString());
    List<Path> parts = files.parts(raw);
    if (parts.isEmpty()) {
      files.replace(file, "");
    } else {
      files.move(parts.get(0), file);
    }
    files.delete(raw);
  }
}
