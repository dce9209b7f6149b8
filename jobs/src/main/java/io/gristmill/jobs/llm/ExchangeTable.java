package io.gristmill.jobs.llm;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Table of exchange results. An exchange is identified by its prompt and, if it completes a
 * candidate, the number of that candidate. It has one row per candidate and per rejection, in
 * order, and one row {@link #ENDED} with its notes and usage.
 */
public final class ExchangeTable {

  public static final String PROMPT = "prompt";
  public static final String CANDIDATE = "candidate";
  public static final String KIND = "kind";
  public static final String PLACE = "place";
  public static final String INSTRUCTION = "instruction";
  public static final String INPUT = "input";
  public static final String OUTPUT = "output";
  public static final String PARENTS = "parents";
  public static final String METADATA = "metadata";
  public static final String RULE = "rule";
  public static final String DETAIL = "detail";
  public static final String REQUESTS = "requests";
  public static final String PROMPT_TOKENS = "prompt_tokens";
  public static final String COMPLETION_TOKENS = "completion_tokens";
  public static final String COST = "cost_nano_dollars";

  public static final String CANDIDATE_MADE = "made";

  /** A rejection; its text is in {@link #INSTRUCTION}. */
  public static final String REJECTED = "refused";

  public static final String ENDED = "ended";

  public static final StructType SCHEMA =
      new StructType()
          .add(PROMPT, LongType, false)
          .add(CANDIDATE, IntegerType, false)
          .add(KIND, StringType, false)
          .add(PLACE, IntegerType, false)
          .add(INSTRUCTION, StringType, false)
          .add(INPUT, StringType, false)
          .add(OUTPUT, StringType, false)
          .add(PARENTS, DataTypes.createArrayType(StringType, false), false)
          .add(METADATA, DataTypes.createMapType(StringType, StringType, false), false)
          .add(RULE, StringType, false)
          .add(DETAIL, StringType, false)
          .add(REQUESTS, LongType, false)
          .add(PROMPT_TOKENS, LongType, false)
          .add(COMPLETION_TOKENS, LongType, false)
          .add(COST, LongType, false);

  private ExchangeTable() {}

  /** Identifier of an exchange. */
  public record Key(long prompt, int candidate) {}

  /** Rows of a finished exchange. */
  public static List<Row> rows(Key key, Exchange.Done done, TokenUsage usage) {
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : done.candidates()) {
      rows.add(candidateRow(key, rows.size(), candidate));
    }
    for (Rejection rejection : done.rejections()) {
      rows.add(rejectionRow(key, rows.size(), rejection));
    }
    rows.add(endRow(key, rows.size(), done.notes(), usage));
    return rows;
  }

  private static Row candidateRow(Key key, int place, Candidate candidate) {
    return row(
        key,
        CANDIDATE_MADE,
        place,
        List.of(candidate.instruction(), candidate.input(), candidate.output()),
        candidate.parents(),
        candidate.metadata(),
        List.of("", ""),
        TokenUsage.ZERO);
  }

  private static Row rejectionRow(Key key, int place, Rejection rejection) {
    return row(
        key,
        REJECTED,
        place,
        List.of(rejection.text(), "", ""),
        List.of(),
        Map.of(),
        List.of(rejection.rule(), rejection.detail()),
        TokenUsage.ZERO);
  }

  private static Row endRow(Key key, int place, Map<String, String> notes, TokenUsage usage) {
    return row(key, ENDED, place, List.of("", "", ""), List.of(), notes, List.of("", ""), usage);
  }

  @SuppressWarnings("deprecation") // the only converter in both Scala 2.12 and 2.13
  private static Row row(
      Key key,
      String kind,
      int place,
      List<String> texts,
      List<String> parents,
      Map<String, String> metadata,
      List<String> reason,
      TokenUsage usage) {
    return RowFactory.create(
        key.prompt(),
        key.candidate(),
        kind,
        place,
        texts.get(0),
        texts.get(1),
        texts.get(2),
        parents.toArray(new String[0]),
        JavaConverters.mapAsScalaMap(new TreeMap<>(metadata)),
        reason.get(0),
        reason.get(1),
        usage.requests(),
        usage.promptTokens(),
        usage.completionTokens(),
        usage.nanoDollars());
  }

  /** Reads the candidate of a row. */
  public static Candidate candidate(Row row) {
    return new Candidate(
        row.getAs(INSTRUCTION),
        row.getAs(INPUT),
        row.getAs(OUTPUT),
        row.getList(row.fieldIndex(PARENTS)),
        row.getJavaMap(row.fieldIndex(METADATA)));
  }

  /** Reads the usage of an exchange from its row {@link #ENDED}. */
  public static TokenUsage usage(Row row) {
    return new TokenUsage(
        row.<Long>getAs(REQUESTS),
        row.<Long>getAs(PROMPT_TOKENS),
        row.<Long>getAs(COMPLETION_TOKENS),
        row.<Long>getAs(COST));
  }

  /** Sums of the usage columns, for {@link #usage(Row)} of each group. */
  public static Column[] usageSums() {
    return Stream.of(REQUESTS, PROMPT_TOKENS, COMPLETION_TOKENS, COST)
        .map(name -> coalesce(sum(name), lit(0L)).as(name))
        .toArray(Column[]::new);
  }

  /** Total usage of exchanges. */
  public static TokenUsage usage(Dataset<Row> exchanges) {
    return usage(exchanges.agg(lit(0), usageSums()).first());
  }
}
