package io.gristmill.jobs.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.recipe.Candidate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/** Creates rows of {@link RoundTable} and assigns positions. */
final class RoundRows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOO_SIMILAR = "too-similar";

  private final Names names;
  private long nextPosition;
  private long nextTask;

  /**
   * Values common to all rows of a run.
   *
   * @param stage name of the stage
   * @param recipe name of the recipe
   * @param model model name
   * @param threshold novelty threshold
   */
  record Names(String stage, String recipe, String model, double threshold)
      implements java.io.Serializable {}

  /**
   * @param firstPosition position of the first record or reject
   * @param firstTask index of the first accepted task
   */
  RoundRows(Names names, long firstPosition, long firstTask) {
    this.names = names;
    this.nextPosition = firstPosition;
    this.nextTask = firstTask;
  }

  Row recordRow(String id, Candidate record) {
    return row(
        RoundTable.RECORD, id, nextPosition++, record, "", "", "", TokenUsage.ZERO, null, null);
  }

  /** Row of a rejected piece of an answer. */
  Row rejectRow(Row event) {
    return row(
        RoundTable.REJECT,
        "",
        nextPosition++,
        NOTHING,
        event.getAs(ExchangeTable.RULE),
        event.getAs(ExchangeTable.DETAIL),
        event.getAs(ExchangeTable.INSTRUCTION),
        TokenUsage.ZERO,
        null,
        null);
  }

  /** Row of a candidate that is too similar to the witness. */
  Row similarRow(Candidate candidate, double score, @Nullable String witness) {
    String id = RoundAssembly.id(candidate);
    return row(
        RoundTable.REJECT,
        id,
        nextPosition,
        NOTHING,
        TOO_SIMILAR,
        "instruction, like a task of the pool",
        json(id, nextPosition++, candidate),
        TokenUsage.ZERO,
        score,
        witness);
  }

  Row taskRow(String id, String instruction, Map<String, String> metadata) {
    return row(
        RoundTable.TASK,
        id,
        nextTask++,
        new Candidate(instruction, "", "", List.of(), metadata),
        "",
        "",
        "",
        TokenUsage.ZERO,
        null,
        null);
  }

  Row usageRow(TokenUsage used) {
    return row(RoundTable.USED, "", 0, NOTHING, "", "", "", used, null, null);
  }

  private static final Candidate NOTHING = new Candidate("", "", "", List.of(), Map.of());

  @SuppressWarnings("deprecation") // the only converter in both Scala 2.12 and 2.13
  private Row row(
      String kind,
      String id,
      long position,
      Candidate texts,
      String rule,
      String detail,
      String row,
      TokenUsage used,
      @Nullable Double score,
      @Nullable String witness) {
    return RowFactory.create(
        kind,
        id,
        position,
        texts.instruction(),
        texts.input(),
        texts.output(),
        names.model(),
        names.recipe(),
        texts.parents().toArray(new String[0]),
        JavaConverters.mapAsScalaMap(new TreeMap<>(texts.metadata())),
        score,
        names.stage(),
        rule,
        score == null ? null : (Double) names.threshold(),
        witness,
        detail,
        row,
        used.requests(),
        used.promptTokens(),
        used.completionTokens(),
        used.nanoDollars());
  }

  /** Candidate as JSON with the columns of {@link ExamplesTable}, as in rejects. */
  private String json(String id, long position, Candidate candidate) {
    ObjectNode json = JSON.createObjectNode();
    json.put(ExamplesTable.ID, id).put(ExamplesTable.POSITION, position);
    json.put(ExamplesTable.INSTRUCTION, candidate.instruction())
        .put(ExamplesTable.INPUT, candidate.input())
        .put(ExamplesTable.OUTPUT, candidate.output())
        .put(ExamplesTable.SOURCE, names.model())
        .put(ExamplesTable.RECIPE, names.recipe());
    candidate.parents().forEach(json.putArray(ExamplesTable.PARENTS)::add);
    ObjectNode metadata = json.putObject(ExamplesTable.METADATA);
    new TreeMap<>(candidate.metadata()).forEach(metadata::put);
    return json.toString();
  }
}
