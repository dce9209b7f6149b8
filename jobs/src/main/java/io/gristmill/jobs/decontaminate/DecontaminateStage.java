package io.gristmill.jobs.decontaminate;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.contamination.BenchmarkIndex;
import io.gristmill.contamination.ContaminationField;
import io.gristmill.contamination.DecontaminateConfig;
import io.gristmill.contamination.Overlap;
import io.gristmill.jobs.stage.ConfiguredStage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.record.Example;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Drops rows that share an n-gram of words, or of characters in unspaced scripts, with a benchmark
 * record. Input: {@link ExamplesTable}. Output: the kept rows; rejects with the rule {@code
 * contaminated}, the number of common words as score, the id of the benchmark record as {@code
 * witness_id} and the common n-gram as detail.
 */
public final class DecontaminateStage extends ConfiguredStage {

  static final String RULE = "contaminated";
  private static final String FIELD = "field";
  private static final String GRAM = "gram";
  private static final String UNITS = "units";

  private static final StructType HITS =
      new StructType()
          .add(POSITION, LongType, false)
          .add(RejectsTable.WITNESS_ID, StringType, false)
          .add(FIELD, StringType, false)
          .add(GRAM, StringType, false)
          .add(UNITS, IntegerType, false);

  private final DecontaminateConfig config;
  private final TableSource benchmarks;

  /**
   * @param benchmarks the benchmark records
   */
  public DecontaminateStage(DecontaminateConfig config, TableSource benchmarks, Settings settings) {
    super("decontaminate", 1, settings.canonical("decontaminate") + benchmarks.fingerprint());
    this.config = config;
    this.benchmarks = benchmarks;
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    BenchmarkIndex index = context.step("reading benchmarks", () -> index(context));
    Broadcast<BenchmarkIndex> shared = context.javaContext().broadcast(index);
    MapPartitionsFunction<Row, Row> search = new Search(shared, config.fields())::hits;
    Dataset<Row> found = examples.mapPartitions(search, Encoders.row(HITS));
    Dataset<Row> hits = context.step("comparing", () -> context.materialize("hits", found));
    shared.destroy();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("evaluation-n-grams", index.nGramCount());
    facts.put("evaluation-texts-too-short", index.tooShortTexts());
    return StageResult.of(
            examples
                .join(hits.select(POSITION), POSITION, "left_anti")
                .select(DataFrames.columns(ExamplesTable.SCHEMA)),
            rejects(examples, hits))
        .withFacts(() -> facts);
  }

  /**
   * Builds the index on the driver, since benchmarks are small compared to the data. Records are
   * added by position, so that the first of several equal n-grams is well defined.
   */
  private BenchmarkIndex index(StageContext context) {
    BenchmarkIndex.Builder texts = BenchmarkIndex.builder(config.size());
    Iterator<Row> records =
        benchmarks.read(context.inSubfolder("sets")).orderBy(POSITION).toLocalIterator();
    while (records.hasNext()) {
      Example record = ExamplesTable.read(records.next());
      config.benchmarkFields().forEach(field -> texts.add(record.id(), field.of(record)));
    }
    return texts.build();
  }

  private Dataset<Row> rejects(Dataset<Row> examples, Dataset<Row> hits) {
    return examples
        .join(hits, POSITION)
        .select(
            RejectsTable.columns(
                examples,
                name(),
                lit(RULE),
                col(UNITS),
                lit(null),
                col(RejectsTable.WITNESS_ID),
                concat(col(FIELD), lit(" has in common: "), col(GRAM))));
  }

  /** Searches the rows of a task for n-grams of the index. */
  private record Search(Broadcast<BenchmarkIndex> index, List<ContaminationField> fields)
      implements java.io.Serializable {

    Iterator<Row> hits(Iterator<Row> rows) {
      return Iterators.mapPresent(rows, row -> hit(ExamplesTable.read(row)));
    }

    private @Nullable Row hit(Example example) {
      for (ContaminationField field : fields) {
        Optional<Overlap> found = index.value().findOverlap(field.of(example));
        if (found.isPresent()) {
          return row(example, field, found.get());
        }
      }
      return null;
    }

    private static Row row(Example example, ContaminationField field, Overlap overlap) {
      return RowFactory.create(
          example.position(),
          overlap.benchmarkId(),
          SettingsReader.kebab(field),
          overlap.nGram(),
          overlap.units());
    }
  }
}
