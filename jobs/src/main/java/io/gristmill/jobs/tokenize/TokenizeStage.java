package io.gristmill.jobs.tokenize;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.encode.TrainingTextEncoder.BosEosTokens;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.TableFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.table.Splits;
import io.gristmill.jobs.table.TokensTable;
import io.gristmill.jobs.tokenize.TokenizeConfig.DatasetType;
import io.gristmill.jobs.tokenizer.BosEosLookup;
import io.gristmill.jobs.tokenizer.ChatTemplateLookup;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.record.ContentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Writes the token ids of examples or preferences and passes the examples on. Input: {@link
 * ExamplesTable}. Output: the examples that have tokens; additionally {@code
 * tokenize/tokens/part-*.parquet}, or {@code packed} or {@code preferences} instead of tokens
 * ({@link TokensTable}, in the order of positions; in a folder per split if {@link Splits} finds
 * any); rejects with their reason, and as score the tokens of a row that is too long.
 */
public final class TokenizeStage implements Stage {

  public static final String NAME = "tokenize";

  private final TokenizeConfig config;
  private final byte[] tokenizer;
  private final BosEosTokens bosEos;
  private final String settings;

  private TokenizeStage(
      TokenizeConfig config, byte[] tokenizer, BosEosTokens bosEos, String settings) {
    this.config = config;
    this.tokenizer = tokenizer;
    this.bosEos = bosEos;
    this.settings = settings;
  }

  /**
   * Creates the stage and reads the tokenizer.
   *
   * @throws UserException when the tokenizer is missing or does not match the settings
   */
  public static TokenizeStage of(TokenizeConfig config, Settings settings) {
    java.nio.file.Path directory = java.nio.file.Path.of(config.tokenizer());
    try (Tokenizer tokenizer = Tokenizer.open(directory)) {
      BosEosTokens bosEos =
          BosEosLookup.find(
              config.encoding(),
              tokenizer,
              SpecialTokens.read(directory, tokenizer),
              config.tokenizer());
      byte[] json = Files.readAllBytes(directory.resolve(Tokenizer.FILE));
      EncodingConfig encoding =
          ChatTemplateLookup.attach(
              config.encoding(), ChatTemplateFiles.find(directory), config.tokenizer());
      return new TokenizeStage(
          config.withEncoding(encoding), json, bosEos, settings.canonical("training-data"));
    } catch (IOException e) {
      throw new UserException(ExitCode.INPUT, directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String fingerprint() {
    return String.join(
        " ",
        SettingsReader.kebab(config.datasetType()),
        SettingsReader.kebab(config.fileFormat()),
        String.valueOf(PackedRows.BLOCK),
        ContentId.ofParts(new String(tokenizer, StandardCharsets.ISO_8859_1)),
        Arrays.toString(bosEos.bos()),
        String.valueOf(bosEos.eos()),
        ContentId.ofParts(String.valueOf(config.encoding().prompt().chatTemplates())),
        settings);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Broadcast<byte[]> shared = context.javaContext().broadcast(tokenizer);
    Dataset<Row> encoded =
        examples.mapPartitions(
            new EncodeTask(config, bosEos, shared),
            Encoders.row(EncodeTask.schema(config.datasetType())));
    Dataset<Row> all = context.step("tokens", () -> context.materialize("encoded", encoded));
    Path folder = new Path(context.workFolder(), "tokenize");
    context.step("files", () -> write(context, all, folder));
    Dataset<Row> drops = all.filter(col(EncodeTask.RULE).isNotNull());
    Dataset<Row> places = drops.select(col(EncodeTask.POSITION).as(ExamplesTable.POSITION));
    return StageResult.of(
            examples
                .join(places, ExamplesTable.POSITION, "left_anti")
                .select(DataFrames.columns(ExamplesTable.SCHEMA)),
            rejects(examples, drops))
        .withArtifacts(folder.toString())
        .withFacts(() -> facts(all))
        .withRelease(shared::destroy);
  }

  private Path write(StageContext context, Dataset<Row> all, Path folder) {
    HadoopFiles files = new HadoopFiles(context.spark().sparkContext().hadoopConfiguration());
    TableFiles tables = new TableFiles(context.spark(), files);
    Path path = new Path(folder, table());
    Dataset<Row> kept = all.filter(col(EncodeTask.RULE).isNull());
    List<String> splits = Splits.find(kept, col(EncodeTask.SPLIT));
    if (splits.isEmpty()) {
      write(context, tables, kept, path);
    }
    for (String split : splits) {
      Dataset<Row> rows = kept.filter(col(EncodeTask.SPLIT).equalTo(lit(split)));
      write(context, tables, rows, new Path(path, split));
    }
    return path;
  }

  private String table() {
    return config.datasetType() == DatasetType.PREFERENCES
        ? "preferences"
        : config.packing() ? "packed" : "tokens";
  }

  private void write(StageContext context, TableFiles tables, Dataset<Row> rows, Path path) {
    Dataset<Row> ready = config.packing() ? pack(context, rows, path.getName()) : rows;
    StructType schema =
        config.packing()
            ? TokensTable.PACKED
            : TokensTable.schema(config.datasetType() == DatasetType.PREFERENCES);
    Column[] columns =
        Stream.concat(Stream.of(EncodeTask.POSITION), Arrays.stream(schema.fieldNames()))
            .map(name -> col(name))
            .toArray(Column[]::new);
    List<String> order = List.of(EncodeTask.POSITION);
    tables.writePublished(ready.select(columns), order, order, config.fileFormat(), path);
  }

  private Dataset<Row> pack(StageContext context, Dataset<Row> rows, String name) {
    return context.materialize(
        "packed-" + name, new PackedRows(config.encoding().maxLength()).pack(rows));
  }

  private Dataset<Row> rejects(Dataset<Row> examples, Dataset<Row> drops) {
    Column tokens = when(col(EncodeTask.LOST_TOKENS).gt(0), col(EncodeTask.LOST_TOKENS));
    int limit = config.encoding().maxLength();
    return examples
        .join(drops, examples.col(ExamplesTable.POSITION).equalTo(drops.col(EncodeTask.POSITION)))
        .select(
            RejectsTable.columns(
                examples,
                NAME,
                drops.col(EncodeTask.RULE),
                tokens,
                when(tokens.isNotNull().and(lit(limit).gt(0)), lit((double) limit)),
                lit(null),
                drops.col(EncodeTask.DETAIL)));
  }

  private static Map<String, Object> facts(Dataset<Row> all) {
    Column kept = col(EncodeTask.RULE).isNull();
    Row totals =
        all.agg(
                total(EncodeTask.TOKENS),
                total(EncodeTask.LABELS),
                total(EncodeTask.LOST_TOKENS),
                count(when(kept.and(col(EncodeTask.LOST_TOKENS).gt(0)), lit(1))),
                count(when(col(EncodeTask.BOUNDARY_FORCED), lit(1))),
                coalesce(max(TokensTable.LENGTH), lit(0)))
            .first();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tokens", totals.getLong(0));
    facts.put("labels", totals.getLong(1));
    facts.put("lost_tokens", totals.getLong(2));
    facts.put("truncated", totals.getLong(3));
    facts.put("boundary-forced", totals.getLong(4));
    facts.put("longest", totals.getInt(5));
    return facts;
  }

  private static Column total(String column) {
    return coalesce(sum(column), lit(0L));
  }
}
