package io.gristmill.jobs.ingest;

import io.gristmill.check.UserException;
import io.gristmill.jobs.io.FileFormatOption;
import io.gristmill.jobs.io.FileSlice;
import io.gristmill.jobs.io.InputPlan;
import io.gristmill.jobs.io.Records;
import io.gristmill.jobs.io.SliceReader;
import io.gristmill.jobs.io.SourceRecord;
import io.gristmill.jobs.job.Stage;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.StageResult;
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
 * Reads raw files, a table of ours or a source of Spark's.
 *
 * <p>Input: none, it is the source of a pipeline. Output: {@code examples} with the id of their
 * content and, as position, their rank by file and place in it, rejected records counted too;
 * {@code rejects} with {@code file:place: reason} and the record as it was. A single table of ours
 * keeps ids, positions and all other columns.
 */
public final class IngestStage implements Stage {

  public static final String NAME = "ingest";

  private static final int MAX_LISTED_FILES = 20;

  private final List<String> inputs;
  private final IngestConfig config;
  private final @Nullable InputPlan plan;

  private IngestStage(List<String> inputs, IngestConfig config, @Nullable InputPlan plan) {
    this.inputs = List.copyOf(inputs);
    this.config = config;
    this.plan = plan;
  }

  /**
   * Finds and checks the input; no session is needed yet.
   *
   * @param inputs files, directories and patterns; for a source of Spark's the paths it loads
   * @param conf where file systems are set up
   * @throws UserException when the input as a whole cannot be used
   */
  public static IngestStage of(List<String> inputs, IngestConfig config, Configuration conf) {
    boolean files = config.files().format() != FileFormatOption.SPARK;
    return new IngestStage(
        inputs, config, files ? InputPlan.of(inputs, config.files(), conf) : null);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The files that are read; absent for a source of Spark's. */
  public Optional<InputPlan> plan() {
    return Optional.ofNullable(plan);
  }

  /**
   * Content hashes of all files and the settings. Of a source of Spark's only its settings are
   * known beforehand, not whether its rows have changed.
   */
  @Override
  public String fingerprint() {
    String what = plan == null ? "spark " + inputs : plan.fingerprint();
    return NAME + " " + what + " " + config.canonical();
  }

  @Override
  public OptionalDouble relativeCost() {
    return OptionalDouble.of(1);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    describeInput().forEach(context.progress()::printLine);
    Dataset<Row> rows = context.step("count and rank", () -> classified(context.spark()));
    if (plan != null && FileRows.isPlainTable(plan)) {
      return StageResult.of(ClassifiedRows.examples(rows), ClassifiedRows.rejects(rows));
    }
    return StageResult.ofTagged(ClassifiedRows.withSide(rows), this::facts);
  }

  /**
   * What the first record of the input becomes, for a person: its fields, or why it is rejected.
   *
   * @param conf where file systems are set up
   */
  public String preview(Configuration conf) {
    if (plan == null) {
      return "known when Spark loads the source";
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
    return "no record";
  }

  /** Kept and rejected records in one data set, see {@code Classified}; parsed once when held. */
  public Dataset<Row> classified(SparkSession spark) {
    RecordParser parser = new RecordParser(config.parsing());
    return plan == null
        ? new SparkRows(config.spark(), parser, config.files().maxRejectBytes())
            .classified(spark, inputs)
        : new FileRows(spark, plan, parser).classified();
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
        ? List.of("Spark source " + config.spark().name())
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
