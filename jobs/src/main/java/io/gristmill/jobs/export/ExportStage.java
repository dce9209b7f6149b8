package io.gristmill.jobs.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.format.Format;
import io.gristmill.format.card.DataSetCard;
import io.gristmill.format.card.DataSetFacts;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.stage.ConfiguredStage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.TableFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.Splits;
import io.gristmill.jobs.table.TasksTable;
import io.gristmill.manifest.StageRecord;
import io.gristmill.recipe.selfinstruct.SelfInstructFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes training files and passes the examples on. Input: {@link ExamplesTable}. Output: the same
 * rows, and the files {@code export/<format>/part-*.jsonl} (or .parquet), {@code export/skipped/}
 * with the examples that a format cannot represent and the reasons, and {@code export/README.md},
 * the data set card. If the examples have splits as metadata, the files are in {@code
 * export/<format>/<split>/}.
 */
public final class ExportStage extends ConfiguredStage {

  private static final int SOURCES_ON_CARD = 50;

  private final ExportConfig config;
  private final List<StageRecord> earlier;
  private final Optional<String> tasks;
  private final long seed;

  /**
   * @param earlier the stages of the run that produced the input, for the card; may be empty
   * @param tasks the folder of the {@link TasksTable} from which the examples were generated;
   *     required for the Self-Instruct files
   */
  public ExportStage(
      ExportConfig config, List<StageRecord> earlier, Optional<String> tasks, Settings settings) {
    super(
        "export",
        1,
        settings.canonical("export")
            + settings.seed(new Problems())
            + earlier.stream().map(StageRecord::fingerprint).toList());
    this.config = config;
    this.earlier = List.copyOf(earlier);
    this.tasks = tasks;
    this.seed = settings.seed(new Problems());
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    HadoopFiles files = new HadoopFiles(context.spark().sparkContext().hadoopConfiguration());
    Path folder = new Path(context.workFolder(), "export");
    Map<String, Object> facts = new LinkedHashMap<>();
    List<DataSetFacts.Files> written = new ArrayList<>();
    List<String> splits = context.step("splits", () -> Splits.find(examples));
    for (Format format : config.formats()) {
      written.addAll(
          context.step(
              format.name(), () -> write(context, files, folder, format, examples, splits, facts)));
    }
    config
        .selfInstruct()
        .ifPresent(
            encoding -> {
              DataSetFacts.Files file =
                  context.step(
                      ExportConfig.SELF_INSTRUCT,
                      () -> selfInstruct(context, new FormattedTable(encoding), examples, folder));
              facts.put(ExportConfig.SELF_INSTRUCT, file.rows());
              written.add(file);
            });
    String card = DataSetCard.render(cardFacts(context, examples, written));
    files.replace(new Path(folder, DataSetCard.FILE_NAME), card);
    return StageResult.passOn(examples).withArtifacts(folder.toString()).withFacts(() -> facts);
  }

  private List<DataSetFacts.Files> write(
      StageContext context,
      HadoopFiles files,
      Path folder,
      Format format,
      Dataset<Row> examples,
      List<String> splits,
      Map<String, Object> facts) {
    FormattedTable table = new FormattedTable(format);
    Dataset<Row> all = context.materialize(format.name(), table.format(examples));
    Dataset<Row> rendered = all.filter(col(FormattedTable.REASON).isNull());
    TableFiles tables = new TableFiles(context.spark(), files);
    List<DataSetFacts.Files> written = new ArrayList<>();
    if (splits.isEmpty()) {
      written.add(publish(tables, context, folder, table, rendered, Splits.ALL, format.name()));
    }
    for (String split : splits) {
      Dataset<Row> rows = rendered.filter(col(FormattedTable.SPLIT).equalTo(lit(split)));
      written.add(
          publish(tables, context, folder, table, rows, split, format.name() + "/" + split));
    }
    Dataset<Row> left = all.filter(col(FormattedTable.REASON).isNotNull());
    Map<String, Long> skipped = DataFrames.countBy(left, col(FormattedTable.REASON));
    if (!skipped.isEmpty()) {
      tables.writePublished(
          left.select(FormattedTable.skipColumns()),
          List.of(ExamplesTable.POSITION),
          List.of(),
          config.fileFormat(),
          new Path(folder, "skipped/" + format.name()));
    }
    facts.put(format.name(), factsOf(written, splits, skipped));
    return written;
  }

  /** Writes the Self-Instruct files; the card lists the fine-tuning file. */
  private DataSetFacts.Files selfInstruct(
      StageContext context, FormattedTable encoding, Dataset<Row> examples, Path folder) {
    Dataset<Row> pool =
        context.spark().read().schema(TasksTable.SCHEMA).parquet(tasks.orElseThrow());
    Path place = new Path(folder, ExportConfig.SELF_INSTRUCT);
    long lines =
        new SelfInstructExport(encoding, seed).write(context.spark(), pool, examples, place);
    return new DataSetFacts.Files(
        ExportConfig.SELF_INSTRUCT,
        Splits.ALL,
        ExportConfig.SELF_INSTRUCT + "/" + SelfInstructFiles.fineTuningFile(lines),
        encoding.format().columns(),
        lines);
  }

  /**
   * Writes the rows of one format and split.
   *
   * @param place the folder of the files, relative to {@code folder}
   */
  private DataSetFacts.Files publish(
      TableFiles tables,
      StageContext context,
      Path folder,
      FormattedTable table,
      Dataset<Row> rendered,
      String split,
      String place) {
    Dataset<Row> rows = rendered.select(table.rowColumns());
    if (config.dropDuplicates().contains(table.format().name())) {
      rows = dropDuplicates(rows, table);
    }
    List<String> order = List.of(FormattedTable.POSITION);
    Path target = new Path(folder, place);
    tables.writePublished(rows, order, order, config.fileFormat(), target);
    long written =
        context
            .spark()
            .read()
            .schema(table.formatSchema())
            .format(config.fileFormat().sparkName())
            .load(target.toString())
            .count();
    return new DataSetFacts.Files(
        table.format().name(),
        split,
        place + "/*." + config.fileFormat().ending(),
        table.format().columns(),
        written);
  }

  /**
   * The number of rows, by split if there are splits, and the number of skipped examples if there
   * are any.
   */
  private static Object factsOf(
      List<DataSetFacts.Files> written, List<String> splits, Map<String, Long> skipped) {
    Map<String, Object> facts = new LinkedHashMap<>();
    written.forEach(files -> facts.put(splits.isEmpty() ? "rows" : files.split(), files.rows()));
    if (skipped.isEmpty()) {
      return splits.isEmpty() ? written.get(0).rows() : facts;
    }
    facts.put("skipped", skipped);
    return facts;
  }

  /** Keeps the first of several equal rows, as Self-Instruct does in its fine-tuning file. */
  private static Dataset<Row> dropDuplicates(Dataset<Row> rows, FormattedTable table) {
    Column[] content =
        Arrays.stream(table.formatSchema().fieldNames())
            .map(name -> col("`" + name + "`"))
            .toArray(Column[]::new);
    return rows.groupBy(content)
        .agg(min(FormattedTable.POSITION).as(FormattedTable.POSITION))
        .select(table.rowColumns());
  }

  private DataSetFacts cardFacts(
      StageContext context, Dataset<Row> examples, List<DataSetFacts.Files> written) {
    List<DataSetFacts.Stage> stages =
        Stream.concat(earlier.stream(), context.before().stream())
            .map(
                (StageRecord stage) ->
                    new DataSetFacts.Stage(
                        stage.name(), stage.read(), stage.kept(), new TreeMap<>(stage.dropped())))
            .toList();
    TreeMap<String, Long> sources = new TreeMap<>();
    examples
        .groupBy(ExamplesTable.SOURCE)
        .agg(count(lit(1)).as("n"))
        .orderBy(desc("n"), col(ExamplesTable.SOURCE))
        .limit(SOURCES_ON_CARD)
        .collectAsList() // a bounded number of rows
        .forEach(row -> sources.put(row.getString(0), row.getLong(1)));
    String fingerprint =
        context.before().isEmpty()
            ? ""
            : context.before().get(context.before().size() - 1).fingerprint();
    return new DataSetFacts(
        config.datasetName(),
        fingerprint,
        fingerprint,
        Run.VERSION,
        context.rows(),
        written,
        stages,
        sources,
        config.card());
  }
}
