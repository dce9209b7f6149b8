package io.gristmill.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.ExchangeTable.Key;
import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Rejection;
import io.gristmill.record.ContentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests a round of three prompts. The first proposes A (completed with two records and a
 * rejection), B (similar to a seed task) and C (completed with nothing), and has a malformed piece;
 * the second has no answer; the third proposes D (similar to A) and E (similar to a task of an
 * earlier round).
 */
class RoundAssemblyTest {

  private static final long FIRST_NUMBER = 1000;
  private static final long FIRST_POSITION = 20;
  private static final long FIRST_TASK = 7;

  private static final Candidate A = proposal("A 첫째 🙂");
  private static final Candidate B = proposal("B");
  private static final Candidate C = proposal("C");
  private static final Candidate D = proposal("D");
  private static final Candidate E = proposal("E");
  private static final Candidate A1 = new Candidate("A", "in", "one", List.of("p"), Map.of());
  private static final Candidate A2 = new Candidate("A", "in", "two", List.of("p"), Map.of());

  private static final StructType NUMBERED =
      ExchangeTable.SCHEMA.add(RoundEvents.NUMBER, DataTypes.LongType, false);
  private static final StructType SIMILAR =
      NUMBERED
          .add(TextNovelty.SCORE, DataTypes.DoubleType)
          .add(TextNovelty.WITNESS, DataTypes.LongType)
          .add(RejectsTable.WITNESS_ID, DataTypes.StringType);

  private static List<Row> assembled;

  private static Candidate proposal(String instruction) {
    return new Candidate(
        instruction,
        "",
        "",
        List.of("seed-x", "seed-y"),
        Map.of(
            MetadataKeys.ROUND, "3",
            MetadataKeys.REQUEST_PROMPT, "prompt",
            MetadataKeys.REQUEST_RESPONSE, "response",
            MetadataKeys.REQUEST_FINISH, "stop"));
  }

  private static TokenUsage used(long requests) {
    return new TokenUsage(requests, 10 * requests, 100 * requests, 1000 * requests);
  }

  private static Rejection refusal(String rule) {
    return new Rejection(rule, "for " + rule, "text of " + rule);
  }

  @BeforeAll
  static void assemble() {
    List<Row> proposed = new ArrayList<>();
    proposed.addAll(
        ends(0, -1, new Done(List.of(A, B, C), List.of(refusal("broken")), Map.of()), 1));
    proposed.addAll(
        ends(
            1, -1, Done.rejected(new Rejection("reply-malformed", "the reply is no JSON", "")), 1));
    proposed.addAll(ends(2, -1, new Done(List.of(D, E), List.of()), 2));
    List<Row> completed = new ArrayList<>();
    completed.addAll(
        ends(
            0, 0, new Done(List.of(A1, A2), List.of(refusal("bad-a")), Map.of("note", "of A")), 3));
    completed.addAll(
        ends(0, 2, new Done(List.of(), List.of(refusal("bad-c")), Map.of("note", "of C")), 4));
    Dataset<Row> events =
        RoundEvents.of(
            shuffled(proposed, ExchangeTable.SCHEMA),
            shuffled(List.of(numbered(0, 0, A, 0), numbered(0, 2, C, 2)), NUMBERED),
            shuffled(
                List.of(
                    similar(numbered(0, 1, B, 1), 0.8, 4, "id-of-a-seed"),
                    similar(numbered(2, 0, D, 3), 0.9, FIRST_NUMBER, null),
                    similar(numbered(2, 1, E, 4), 0.75, 999, "id-of-an-earlier-task")),
                SIMILAR),
            shuffled(completed, ExchangeTable.SCHEMA));
    assertThat(events.rdd().getNumPartitions()).isOne();
    RoundRows rows =
        new RoundRows(
            new RoundRows.Names("generate", "the-recipe", "the-model", 0.7),
            FIRST_POSITION,
            FIRST_TASK);
    assembled = new ArrayList<>();
    new RoundAssembly(events.collectAsList().iterator(), rows, FIRST_NUMBER)
        .forEachRemaining(assembled::add);
  }

  private static List<Row> ends(long prompt, int candidate, Done done, long requests) {
    return ExchangeTable.rows(new Key(prompt, candidate), done, used(requests));
  }

  private static Dataset<Row> shuffled(List<Row> rows, StructType schema) {
    List<Row> backwards = new ArrayList<>(rows);
    Collections.reverse(backwards);
    return LocalSpark.session().createDataFrame(backwards, schema).repartition(3);
  }

  /** The row of a candidate at a position in the answer to its prompt. */
  private static Row numbered(long prompt, int place, Candidate candidate, long number) {
    List<Candidate> before = new ArrayList<>(Collections.nCopies(place, candidate));
    before.add(candidate);
    Row made = ends(prompt, -1, new Done(before, List.of()), 0).get(place);
    return with(made, number);
  }

  private static Row similar(Row row, double score, long witness, @Nullable String id) {
    return with(row, score, witness, id);
  }

  private static Row with(Row row, @Nullable Object... more) {
    Object[] values = new Object[row.length() + more.length];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    System.arraycopy(more, 0, values, row.length(), more.length);
    return RowFactory.create(values);
  }

  private static <T> T value(Row row, String column) {
    return row.getAs(RoundTable.SCHEMA.fieldIndex(column));
  }

  private static List<Row> rows(String... kinds) {
    return assembled.stream()
        .filter(row -> List.of(kinds).contains(RoundAssemblyTest.<String>value(row, "kind")))
        .toList();
  }

  private static Row only(String column, String expected) {
    List<Row> found =
        assembled.stream()
            .filter(row -> expected.equals(RoundAssemblyTest.<String>value(row, column)))
            .toList();
    assertThat(found).as(expected).hasSize(1);
    return found.get(0);
  }

  private static Map<String, String> metadata(Row row) {
    return row.getJavaMap(RoundTable.SCHEMA.fieldIndex(ExamplesTable.METADATA));
  }

  private static String id(Candidate candidate) {
    return ContentId.of(candidate.instruction(), candidate.input(), candidate.output(), "");
  }

  private static String named(Row row) {
    return value(row, RoundTable.KIND).equals(RoundTable.RECORD)
        ? value(row, ExamplesTable.OUTPUT)
        : value(row, RejectsTable.RULE);
  }

  @Test
  void eventsAreOrderedByPromptThenCandidateThenRejectedPieces() {
    assertThat(rows(RoundTable.RECORD, RoundTable.REJECT))
        .extracting(RoundAssemblyTest::named)
        .containsExactly(
            "one",
            "two",
            "bad-a",
            "too-similar",
            "bad-c",
            "broken",
            "reply-malformed",
            "too-similar",
            "too-similar");
  }

  @Test
  void positionsContinueFromThePreviousRoundWithoutGaps() {
    assertThat(rows(RoundTable.RECORD, RoundTable.REJECT))
        .extracting(row -> RoundAssemblyTest.<Long>value(row, ExamplesTable.POSITION))
        .containsExactly(20L, 21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L);
  }

  @Test
  void tasksHaveTheirPoolIndexAndTheIdOfTheirFirstRecordOrText() {
    assertThat(rows(RoundTable.TASK))
        .extracting(
            row -> value(row, ExamplesTable.POSITION),
            row -> value(row, ExamplesTable.ID),
            row -> value(row, ExamplesTable.INSTRUCTION))
        .containsExactly(tuple(7L, id(A1), A.instruction()), tuple(8L, id(C), C.instruction()));
  }

  @Test
  void theNotesOfACompletionAreAddedToTheMetadataOfItsTask() {
    List<Row> tasks = rows(RoundTable.TASK);
    assertThat(metadata(tasks.get(0)))
        .containsEntry("note", "of A")
        .containsAllEntriesOf(A.metadata())
        .hasSize(5);
    assertThat(metadata(tasks.get(1))).containsEntry("note", "of C").hasSize(5);
  }

  @Test
  void theWitnessIsNamedForThePoolAndForAnyRound() {
    assertThat(rows(RoundTable.REJECT).stream().filter(r -> named(r).equals("too-similar")))
        .extracting(
            row -> value(row, ExamplesTable.ID),
            row -> value(row, RejectsTable.WITNESS_ID),
            row -> value(row, ExamplesTable.SCORE),
            row -> value(row, RejectsTable.THRESHOLD))
        .containsExactly(
            tuple(id(B), "id-of-a-seed", 0.8, 0.7),
            tuple(id(D), id(A1), 0.9, 0.7),
            tuple(id(E), "id-of-an-earlier-task", 0.75, 0.7));
  }

  @Test
  void aSimilarCandidateIsKeptAsJsonWithoutTheTextsOfItsCall() throws IOException {
    Row reject =
        rows(RoundTable.REJECT).stream()
            .filter(row -> "id-of-a-seed".equals(value(row, RejectsTable.WITNESS_ID)))
            .findFirst()
            .orElseThrow();
    JsonNode json = new ObjectMapper().readTree(RoundAssemblyTest.<String>value(reject, "row"));
    assertThat(json.path("id").asText()).isEqualTo(id(B));
    assertThat(json.path("position").asLong()).isEqualTo(23);
    assertThat(json.path("instruction").asText()).isEqualTo("B");
    assertThat(json.path("recipe").asText()).isEqualTo("the-recipe");
    assertThat(json.path("source").asText()).isEqualTo("the-model");
    assertThat(json.path("parents")).hasToString("[\"seed-x\",\"seed-y\"]");
    assertThat(json.path("metadata")).hasToString("{\"round\":\"3\"}");
  }

  @Test
  void aRejectedPieceKeepsItsReasonAndText() {
    Row broken = only(RejectsTable.RULE, "broken");
    assertThat(RoundAssemblyTest.<String>value(broken, RejectsTable.DETAIL))
        .isEqualTo("for broken");
    assertThat(RoundAssemblyTest.<String>value(broken, RejectsTable.ROW))
        .isEqualTo("text of broken");
    assertThat(broken.isNullAt(RoundTable.SCHEMA.fieldIndex(ExamplesTable.SCORE))).isTrue();
    assertThat(broken.isNullAt(RoundTable.SCHEMA.fieldIndex(RejectsTable.WITNESS_ID))).isTrue();
  }

  @Test
  void theUsageOfAllRequestsIsSummedInTheLastRow() {
    Row last = assembled.get(assembled.size() - 1);
    assertThat(rows(RoundTable.USED)).containsExactly(last);
    TokenUsage sum = used(1 + 1 + 2 + 3 + 4);
    assertThat(
            List.of(
                RoundAssemblyTest.<Long>value(last, ExchangeTable.REQUESTS),
                RoundAssemblyTest.<Long>value(last, ExchangeTable.PROMPT_TOKENS),
                RoundAssemblyTest.<Long>value(last, ExchangeTable.COMPLETION_TOKENS),
                RoundAssemblyTest.<Long>value(last, ExchangeTable.COST)))
        .containsExactly(
            sum.requests(), sum.promptTokens(), sum.completionTokens(), sum.nanoDollars());
  }

  @Test
  void everyRowFitsTheTableOfTheRound() {
    Dataset<Row> table = LocalSpark.session().createDataFrame(assembled, RoundTable.SCHEMA);
    assertThat(RoundTable.records(table).count()).isEqualTo(2);
    assertThat(RoundTable.rejects(table).count()).isEqualTo(7);
    assertThat(RoundTable.tasks(table).count()).isEqualTo(2);
  }

  @Test
  void aRoundWithoutEventsHasZeroUsage() {
    RoundAssembly empty =
        new RoundAssembly(
            Collections.emptyIterator(),
            new RoundRows(new RoundRows.Names("generate", "r", "m", 0.7), 0, 0),
            0);
    assertThat(empty.next().<String>getAs(0)).isEqualTo(RoundTable.USED);
    assertThat(empty.hasNext()).isFalse();
  }
}
