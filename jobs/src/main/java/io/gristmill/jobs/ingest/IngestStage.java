package io.gristmill.jobs.ingest;

import io.gristmill.check.UserException;
import io.gristmill.jobs.io.FileFormatOption;
import io.gristmill.jobs.io.FileSlice;
import io.gristmill.jobs.io.InputPlan;
import io.gristmill.jobs.io.Records;
import io.gristmill.jobs.io.SliceReader;
import io.gristmill.jobs.io.SourceRecord;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.manifest.InputRecord;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.RecordParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw files, a Gristmill table, a Spark data source or the rows of a {@link DataFrameInput}.
 *
 * <p>Input: none; the stage is the source of a pipeline. Output: {@code examples} with content ids
 * and, as position, the rank by file and place in it (rejected records count, too); {@code rejects}
 * with {@code file:place: reason} and the original record. The rows of a single Gristmill table
 * keep ids, positions and all other columns.
 */
public final class IngestStage implements Stage, TableSource {

  public static final String NAME = "ingest";

  private static final int MAX_LISTED_FILES = 20;

  private final List<String> inputs;
  private final IngestConfig config;
  private final @Nullable InputPlan plan;
  private final @Nullable DataFrameInput given;

  private IngestStage(
      List<String> inputs,
      IngestConfig config,
      @Nullable InputPlan plan,
      @Nullable DataFrameInput given) {
    this.inputs = List.copyOf(inputs);
    this.config = config;
    this.plan = plan;
    this.given = given;
  }

  /**
   * Lists and checks the input; does not need a Spark session.
   *
   * @param inputs files, directories and glob patterns, or the paths for a Spark data source
   * @param conf Hadoop configuration of the file systems
   * @throws UserException if the input as a whole cannot be used
   */
  public static IngestStage of(List<String> inputs, IngestConfig config, Configuration conf) {
    boolean files = config.files().format() != FileFormatOption.SPARK;
    return new IngestStage(
        inputs, config, files ? InputPlan.of(inputs, config.files(), conf) : null, null);
  }

  /** Reads the rows of a Spark program. */
  public static IngestStage of(DataFrameInput given, IngestConfig config) {
    return new IngestStage(List.of(), config, null, given);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The input as {@code run.json} lists it; empty for a Spark data source. */
  @Override
  public List<InputRecord> files() {
    if (plan != null) {
      return plan.records();
    }
    return given == null ? List.of() : List.of(given.record());
  }

  /** Reads examples for another stage; skips unreadable records. */
  @Override
  public Dataset<Row> read(StageContext context) {
    return apply(context, DataFrames.empty(context.spark(), ExamplesTable.SCHEMA)).rows();
  }

  /** The files to read; empty for rows of Spark. */
  public Optional<InputPlan> plan() {
    return Optional.ofNullable(plan);
  }

  /**
   * Content hashes of all files, and the settings. For a Spark data source it covers only the
   * settings; changes of its rows cannot be detected.
   */
  @Override
  public String fingerprint() {
    String inputIdentity =
        given != null
            ? "rows " + given.record().path() + " " + given.record().hash()
            : plan == null ? "spark " + inputs : plan.fingerprint();
    return NAME + " " + inputIdentity + " " + config.canonical();
  }

  @Override
  public OptionalDouble relativeCost() {
    return OptionalDouble.of(1);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    describeInput().forEach(context.progress()::printLine);
    Dataset<Row> rows = context.step("count and rank", () -> classified(context.spark()));
    StageResult result = StageResult.ofClassified(NAME, rows);
    return plan != null && FileRows.isPlainTable(plan)
        ? StageResult.of(result.rows(), result.rejects())
        : result.withFacts(this::facts);
  }

  /**
   * Describes the first record of the input for the user: its fields, or why it is rejected.
   *
   * @param conf Hadoop configuration of the file systems
   */
  public String preview(Configuration conf) {
    if (plan == null) {
      return "known only after Spark has loaded the source";
    }
    for (FileSlice slice : plan.slices()) {
      try (Records records = SliceReader.open(slice, config.files(), conf, 0)) {
        if (records.hasNext()) {
          SliceRecordReader reader =
              new SliceRecordReader(
                  config.files(),
                  new RecordParser(config.parsing()),
                  false,
                  new SerializableConfiguration(conf));
          SourceRecord record = records.next();
          ParseResult result = reader.parse(record, slice.file().name()).get(0);
          return slice.file().displayPath() + ":" + record.place() + ": " + describe(result);
        }
      }
    }
    return "no records";
  }

  /**
   * Kept and rejected records in one data set, see {@code ClassifiedRows}; parsed only once if
   * persisted.
   */
  public Dataset<Row> classified(SparkSession spark) {
    RecordParser parser = new RecordParser(config.parsing());
    if (plan != null) {
      return new FileRows(spark, plan, parser).classified();
    }
    int maxRejectBytes = config.files().maxRejectBytes();
    return given == null
        ? new SparkRows(config.spark(), parser, maxRejectBytes).classified(spark, inputs)
        : new SparkRows(given.source(config.spark()), parser, maxRejectBytes)
            .classified(spark, given);
  }

  private static String describe(ParseResult result) {
    return result instanceof ParsedExample parsed
        ? "instruction, input, output"
            + parsed.withPosition(0).metadata().keySet().stream()
                .sorted()
                .map(key -> ", metadata." + key)
                .collect(Collectors.joining())
        : "rejected, " + ((ParseFailure) result).reason();
  }

  private List<String> describeInput() {
    return plan == null
        ? List.of("Spark source " + (given == null ? config.spark().name() : given.record().path()))
        : plan.describe(MAX_LISTED_FILES);
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new TreeMap<>();
    if (plan != null) {
      facts.put("files", plan.files().size());
      facts.put("slices", plan.slices().size());
      facts.put("bytes", plan.files().stream().mapToLong(file -> file.length()).sum());
      facts.put("positions", plan.positions().name().toLowerCase(Locale.ROOT));
    }
    return facts;
  }
}
