package io.gristmill.jobs.mix;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.ConfiguredStage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.mix.MixConfig;
import io.gristmill.mix.MixPlan;
import io.gristmill.mix.SourceGroup;
import io.gristmill.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;

/**
 * Samples the exact quota of each source: the rows with the smallest (hash of seed and id,
 * position). Input: {@link ExamplesTable}. Output: the sampled rows; rejects with rule {@code
 * not-sampled}, the row's hash as score in [0, 1), and the largest hash sampled from its source as
 * threshold.
 *
 * <p>With replacement, a row may be sampled several times. Copies keep the id (their content is
 * equal), copy n > 0 gets metadata {@code copy = n}, and if any row is sampled more than once, the
 * new position is old position * maximum number of copies + n, so positions remain distinct and in
 * order.
 */
public final class MixStage extends ConfiguredStage {

  /** Sources are listed on the driver and sent to every task. */
  static final int MAX_SOURCES = 100_000;

  static final String RULE = "not-sampled";
  private static final String PURPOSE = "mix";
  private static final int MAX_LISTED_SOURCES = 100;
  private static final String COPIES = "_copies";
  private static final String COPY = "copy";

  private final MixConfig config;
  private final long seed;

  public MixStage(MixConfig config, Settings settings) {
    super("mix", 1, settings.canonical("mix") + settings.seed(new Problems()));
    this.config = config;
    this.seed = settings.seed(new Problems());
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> keyed =
        examples.withColumn(QuotaSampler.SOURCE, source()).withColumn(QuotaSampler.KEY, key(seed));
    Dataset<Row> narrow = keyed.select(QuotaSampler.SOURCE, QuotaSampler.KEY, POSITION);
    QuotaSampler sampler =
        context.step(
            "counting sources",
            () -> new QuotaSampler(narrow, context.workFolder() + "/histogram"));
    Map<String, Long> sizes = sampler.sizes();
    if (sizes.size() > MAX_SOURCES) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "mix.group-by must yield at most %,d sources, \"%s\" yields more; merge sources by mix.source-groups"
              .formatted(MAX_SOURCES, config.groupBy()));
    }
    MixPlan plan = MixPlan.of(config, sizes);
    Map<String, QuotaSampler.Sample> samples =
        context.step("sampling", () -> sampler.samples(plan));
    Dataset<Row> counted = keyed.withColumn(COPIES, copies(samples));
    return StageResult.of(
            sample(counted.filter(col(COPIES).gt(0L)), plan.maxCopies()),
            rejects(counted.filter(col(COPIES).equalTo(0L)), samples))
        .withFacts(() -> facts(plan));
  }

  private Column source() {
    Column given =
        config.groupBy().equals(MixConfig.BY_SOURCE)
            ? col(ExamplesTable.SOURCE)
            : coalesce(
                col(ExamplesTable.METADATA)
                    .getItem(config.groupBy().substring(MixConfig.BY_METADATA.length())),
                lit(""));
    List<SourceGroup> names = config.sourceGroups();
    if (names.isEmpty()) {
      return given;
    }
    UDF1<String, String> name = source -> SourceGroup.groupOf(source, names);
    return udf(name, StringType).apply(given);
  }

  private static Column key(long seed) {
    UDF1<String, Long> key = id -> RandomStream.of(seed, PURPOSE, id).nextLong();
    return udf(key, LongType).apply(col(ID));
  }

  private static Column copies(Map<String, QuotaSampler.Sample> samples) {
    UDF3<String, Long, Long, Long> copies =
        (source, key, position) -> sampleOf(samples, source).copies(key, position);
    return udf(copies, LongType)
        .apply(col(QuotaSampler.SOURCE), col(QuotaSampler.KEY), col(POSITION));
  }

  private static Dataset<Row> sample(Dataset<Row> rows, long maxCopies) {
    if (maxCopies <= 1) {
      return rows.select(DataFrames.columns(ExamplesTable.SCHEMA));
    }
    Dataset<Row> copied =
        rows.withColumn(COPY, expr("explode(sequence(0L, " + COPIES + " - 1L))"))
            .withColumn(POSITION, col(POSITION).multiply(lit(maxCopies)).plus(col(COPY)));
    return ExamplesTable.withMetadata(
            copied, COPY, when(col(COPY).gt(lit(0L)), col(COPY).cast(StringType)))
        .select(DataFrames.columns(ExamplesTable.SCHEMA));
  }

  private Dataset<Row> rejects(Dataset<Row> rows, Map<String, QuotaSampler.Sample> samples) {
    UDF1<Long, Double> place = MixStage::place;
    UDF1<String, Double> cutoff = source -> place(sampleOf(samples, source).cutoffKey());
    UDF2<String, String, String> detail =
        (source, by) -> {
          QuotaSampler.Sample sample = sampleOf(samples, source);
          return "%s \"%s\" gives %d of its %d rows"
              .formatted(by, source, Math.min(sample.quota(), sample.size()), sample.size());
        };
    return rows.select(
        RejectsTable.columns(
            rows,
            name(),
            lit(RULE),
            udf(place, DoubleType).apply(col(QuotaSampler.KEY)),
            udf(cutoff, DoubleType).apply(col(QuotaSampler.SOURCE)),
            lit(null),
            udf(detail, StringType).apply(col(QuotaSampler.SOURCE), lit(config.groupBy()))));
  }

  /** Maps a key to a number in [0, 1). */
  static double place(long key) {
    return ((key ^ Long.MIN_VALUE) >>> 11) * 0x1p-53;
  }

  private static QuotaSampler.Sample sampleOf(
      Map<String, QuotaSampler.Sample> samples, String source) {
    QuotaSampler.Sample sample = samples.get(source);
    if (sample == null) {
      throw new IllegalStateException("source \"" + source + "\" was not counted");
    }
    return sample;
  }

  private Map<String, Object> facts(MixPlan plan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("strategy", SettingsReader.kebab(config.strategy()));
    facts.put("sources", plan.sizes().size());
    facts.put("wanted", plan.numRows());
    facts.put("short", plan.numRows() - plan.rows());
    long copies =
        plan.sizes().entrySet().stream()
            .mapToLong(source -> Math.max(0, plan.quota(source.getKey()) - source.getValue()))
            .sum();
    if (copies > 0) {
      facts.put(StageResult.COPIES, copies);
    }
    if (plan.sizes().size() <= MAX_LISTED_SOURCES) {
      facts.put("quotas", plan.quotas());
    }
    return facts;
  }
}
