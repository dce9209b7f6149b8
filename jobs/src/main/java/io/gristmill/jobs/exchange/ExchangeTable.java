package io.gristmill.jobs.exchange;

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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * What exchanges end in. An exchange is named by two numbers: its prompt and, where it completes a
 * candidate, that candidate. It has a row for each record made and each piece refused, in order,
 * and one row {@link #ENDED} with its notes and what its requests used.
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

  /** A refused piece; its text is in {@link #INSTRUCTION}. */
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

  /** The name of an exchange. */
  public record Key(long prompt, int candidate) {}

  /** The rows of an exchange that has ended. */
  public static List<Row> rows(Key key, Exchange.Done done, TokenUsage used) {
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : done.candidates()) {
      rows.add(candidateRow(key, rows.size(), candidate));
    }
    for (Rejection refusal : done.rejections()) {
      rows.add(rejectionRow(key, rows.size(), refusal));
    }
    rows.add(endRow(key, rows.size(), done.notes(), used));
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

  private static Row rejectionRow(Key key, int place, Rejection refusal) {
    return row(
        key,
        REJECTED,
        place,
        List.of(refusal.text(), "", ""),
        List.of(),
        Map.of(),
        List.of(refusal.rule(), refusal.detail()),
        TokenUsage.ZERO);
  }

  private static Row endRow(Key key, int place, Map<String, String> notes, TokenUsage used) {
    return row(key, ENDED, place, List.of("", "", ""), List.of(), notes, List.of("", ""), used);
  }

  @SuppressWarnings("deprecation") // the one converter that Scala 2.12 and 2.13 share
  private static Row row(
      Key key,
      String kind,
      int place,
      List<String> texts,
      List<String> parents,
      Map<String, String> metadata,
      List<String> reason,
      TokenUsage used) {
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
        used.requests(),
        used.promptTokens(),
        used.completionTokens(),
        used.nanoDollars());
  }

  /** The candidate of a row that has (at least) its columns. */
  public static Candidate candidate(Row row) {
    return new Candidate(
        row.getAs(INSTRUCTION),
        row.getAs(INPUT),
        row.getAs(OUTPUT),
        row.getList(row.fieldIndex(PARENTS)),
        row.getJavaMap(row.fieldIndex(METADATA)));
  }

  /** What the requests of an exchange used, from its row {@link #ENDED}. */
  public static TokenUsage usage(Row row) {
    return new TokenUsage(
        row.<Long>getAs(REQUESTS),
        row.<Long>getAs(PROMPT_TOKENS),
        row.<Long>getAs(COMPLETION_TOKENS),
        row.<Long>getAs(COST));
  }

  /** A row with a number behind its columns. */
  public static Row withNumber(Row row, long number) {
    Object[] values = new Object[row.length() + 1];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    values[row.length()] = number;
    return RowFactory.create(values);
  }
}
