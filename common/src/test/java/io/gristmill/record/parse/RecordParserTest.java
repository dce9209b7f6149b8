package io.gristmill.record.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParserTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "a.jsonl";

  private static List<ParseResult> read(String json, ParseRules rules) {
    try {
      return new RecordParser(rules).parse(JSON.readTree(json.replace('\'', '"')), FILE);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static ParsedExample draft(String json) {
    return (ParsedExample) only(read(json, ParseRules.standard()));
  }

  private static ParseFailure refusal(String json) {
    return (ParseFailure) only(read(json, ParseRules.standard()));
  }

  private static ParseResult only(List<ParseResult> outcomes) {
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  private static ParseRules columns(Map<String, String> columns) {
    return new ParseRules(RecordFormat.AUTO, columns, MetadataSelection.of("none"));
  }

  private static ParseRules metadata(String rule) {
    return new ParseRules(RecordFormat.AUTO, Map.of(), MetadataSelection.of(rule));
  }

  @Test
  void anAlpacaRecordKeepsItsTextsUnchanged() {
    ParsedExample draft = draft("{'instruction': ' 더하기 ', 'input': '1\\t2', 'output': '3 😀\\n'}");
    assertThat(draft.instruction()).isEqualTo(" 더하기 ");
    assertThat(draft.input()).isEqualTo("1\t2");
    assertThat(draft.output()).isEqualTo("3 😀\n");
    assertThat(draft.metadata()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "instruction,input,output",
    "prompt,context,completion",
    "question,context,answer",
    "query,input,response",
    "Instruction,Context,Response",
    "prompt,input,chosen"
  })
  void synonymsOfFieldNamesAreRead(String instruction, String input, String output) {
    ParsedExample draft =
        draft("{'%s': 'i', '%s': 'm', '%s': 'o'}".formatted(instruction, input, output));
    assertThat(List.of(draft.instruction(), draft.input(), draft.output()))
        .containsExactly("i", "m", "o");
    assertThat(draft.metadata()).isEmpty();
  }

  @Test
  void anInputThatIsMissingOrNullIsEmpty() {
    assertThat(draft("{'instruction': 'i', 'output': 'o'}").input()).isEmpty();
    assertThat(draft("{'instruction': 'i', 'input': null, 'output': 'o'}").input()).isEmpty();
  }

  @Test
  void anEmptyOutputIsKept() {
    assertThat(draft("{'instruction': 'i', 'output': ''}").output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'instruction': 'i'}", "{'instruction': 'i', 'output': null}"})
  void aMissingOrNullOutputIsReportedByName(String json) {
    assertThat(refusal(json))
        .isEqualTo(
            new ParseFailure(
                "missing-field",
                "field \"output\" is missing or null;"
                    + " looked for output, response, completion, answer, chosen"));
  }

  @ParameterizedTest
  @CsvSource({"5,a number", "true,a boolean", "[],a list", "{},an object"})
  void aFieldOfAnotherTypeIsReportedWithItsType(String value, String kind) {
    assertThat(refusal("{'instruction': " + value + ", 'output': 'o'}"))
        .isEqualTo(
            new ParseFailure(
                "wrong-type", "field \"instruction\" is " + kind + ", must be a text"));
  }

  @ParameterizedTest
  @CsvSource({"5,a number", "[1],a list", "null,null", "'\"x\"',a text"})
  void aRecordThatIsNotAnObjectIsRejected(String value, String kind) {
    assertThat(refusal(value))
        .isEqualTo(new ParseFailure("wrong-type", "the record is " + kind + ", must be an object"));
  }

  @Test
  void anUnpairedSurrogateIsRejectedAnywhere() {
    assertThat(refusal("{'instruction': 'a\\ud83d', 'output': 'o'}"))
        .isEqualTo(
            new ParseFailure(
                "unpaired-surrogate",
                "field \"instruction\" has the unpaired surrogate U+D83D at character 1"));
    assertThat(refusal("{'instruction': 'a', 'output': 'o', 'x': [{'y': '\\ude00'}]}").rule())
        .isEqualTo("unpaired-surrogate");
    assertThat(refusal("{'instruction': 'a', 'output': 'o', '\\ude00': 1}").rule())
        .isEqualTo("unpaired-surrogate");
    assertThat(draft("{'instruction': '\\ud83d\\ude00', 'output': 'o'}").instruction())
        .isEqualTo("😀");
  }

  @Test
  void theSourceIsThatOfTheRecordOrItsFile() {
    assertThat(draft("{'instruction': 'i', 'output': 'o', 'source': 's'}").source()).isEqualTo("s");
    assertThat(draft("{'instruction': 'i', 'output': 'o', 'source': ''}").source()).isEqualTo(FILE);
    assertThat(draft("{'instruction': 'i', 'output': 'o'}").source()).isEqualTo(FILE);
  }

  @Test
  void aScoreIsReadIfItIsANumber() {
    assertThat(draft("{'instruction': 'i', 'output': 'o', 'score': 4.5}").score()).isEqualTo(4.5);
    assertThat(draft("{'instruction': 'i', 'output': 'o', 'score': '-2e1'}").score())
        .isEqualTo(-20);
    ParsedExample worded = draft("{'instruction': 'i', 'output': 'o', 'score': 'high'}");
    assertThat(worded.score()).isNull();
    assertThat(worded.metadata()).isEqualTo(Map.of("score", "high"));
    assertThat(draft("{'instruction': 'i', 'output': 'o', 'score': 1e999}").score()).isNull();
  }

  @Test
  void onlySmallScalarsBecomeMetadata() {
    String record =
        "{'instruction': 'i', 'output': 'o', 'id': 7, 'ok': true, 'ratio': 0.1, 'lang': 'ko',"
            + " 'none': null, 'list': [1], 'long': '"
            + "x".repeat(MetadataSelection.SMALL + 1)
            + "'}";
    assertThat(draft(record).metadata())
        .isEqualTo(Map.of("id", "7", "ok", "true", "ratio", "0.1", "lang", "ko"));
    assertThat(((ParsedExample) only(read(record, metadata("none")))).metadata()).isEmpty();
    assertThat(((ParsedExample) only(read(record, metadata("list, lang")))).metadata())
        .isEqualTo(Map.of("list", "[1]", "lang", "ko"));
  }

  @Test
  void aTextFieldNamedMessagesIsNoConversation() {
    assertThat(draft("{'instruction': 'i', 'output': 'o', 'messages': 'none'}").metadata())
        .isEmpty();
  }

  @Test
  void columnsAreReadFromTheConfiguredFields() {
    ParseRules rules = columns(Map.of("instruction", "data.q", "output", "data.answers.1.text"));
    ParsedExample draft =
        (ParsedExample)
            only(
                read(
                    "{'data': {'q': 'i', 'answers': [{'text': 'no'}, {'text': 'yes'}]},"
                        + " 'instruction': 'not this'}",
                    rules));
    assertThat(draft.instruction()).isEqualTo("i");
    assertThat(draft.output()).isEqualTo("yes");
    assertThat(only(read("{'instruction': 'i', 'output': 'o'}", rules)))
        .isEqualTo(
            new ParseFailure(
                "missing-field", "field \"instruction\" is missing or null; looked for data.q"));
  }

  @Test
  void anUnknownColumnIsRejected() {
    assertThatThrownBy(() -> columns(Map.of("reply", "x")))
        .hasMessage(
            "ingest.columns must be among chosen, conversation, input, instruction,"
                + " output, rejected, score, source, system, was reply");
  }

  @Test
  void aPreferenceKeepsTheChosenAnswerAsOutputAndTheRejectedInMetadata() {
    ParsedExample draft =
        draft("{'instruction': 'i', 'output': 'good', 'chosen': 'good', 'rejected': 'bad'}");
    assertThat(draft.output()).isEqualTo("good");
    assertThat(draft.metadata()).isEqualTo(Map.of("rejected", "bad"));
    ParsedExample different =
        draft("{'prompt': 'i', 'output': 'x', 'chosen': 'a', 'rejected': 'b'}");
    assertThat(different.output()).isEqualTo("a");
    assertThat(different.metadata()).isEqualTo(Map.of("rejected", "b", "output", "x"));
    assertThat(refusal("{'prompt': 'i', 'chosen': 'a', 'rejected': [1]}").rule())
        .isEqualTo("wrong-type");
  }

  @Test
  void oneQuestionWithOneAnswerIsAnOrdinaryExample() {
    ParsedExample draft =
        draft(
            "{'conversations': [{'from': 'human', 'value': 'q'}, {'from': 'gpt', 'value': 'a'}]}");
    assertThat(draft.instruction()).isEqualTo("q");
    assertThat(draft.output()).isEqualTo("a");
    assertThat(draft.metadata()).isEmpty();
    assertThat(draft.withPosition(3).id()).isEqualTo(Example.of(0, "q", "", "a").id());
  }

  @Test
  void aLongerConversationIsKeptAsMessages() {
    ParsedExample draft =
        draft(
            "{'messages': [{'role': 'system', 'content': 's'}, {'role': 'user', 'content': 'q'},"
                + " {'role': 'assistant', 'content': 'a'}, {'role': 'user', 'content': 'r'}]}");
    String messages =
        "[{'role':'system','content':'s'},{'role':'user','content':'q'},"
            + "{'role':'assistant','content':'a'},{'role':'user','content':'r'}]";
    assertThat(draft.instruction()).isEqualTo("q");
    assertThat(draft.output()).isEqualTo("a");
    assertThat(draft.metadata()).isEqualTo(Map.of("messages", messages.replace('\'', '"')));
    assertThat(draft.withPosition(0).id())
        .isEqualTo(ContentId.of("q", "", "a", messages.replace('\'', '"')));
  }

  @Test
  void aConversationKeepsItsToolCallsAndTools() {
    String turns =
        "[{'role': 'user', 'content': 'q', 'name': 'Ann', 'extra': 1},"
            + " {'role': 'assistant', 'content': null, 'tool_calls': [{'name': 'ring'}]},"
            + " {'role': 'tool', 'content': 'dong', 'tool_call_id': 'c1'},"
            + " {'role': 'assistant', 'content': 'a', 'reasoning_content': 'hm'}]";
    String kept =
        "[{'role':'user','content':'q','name':'Ann'},"
            + "{'role':'assistant','tool_calls':[{'name':'ring'}]},"
            + "{'role':'tool','content':'dong','tool_call_id':'c1'},"
            + "{'role':'assistant','content':'a','reasoning_content':'hm'}]";
    for (String tools : List.of("[{'name': 'ring'}]", "'[{\\\"name\\\": \\\"ring\\\"}]'")) {
      ParsedExample draft = draft("{'messages': " + turns + ", 'tools': " + tools + "}");
      assertThat(draft.output()).isEqualTo("a");
      assertThat(draft.metadata())
          .isEqualTo(Map.of("messages", kept.replace('\'', '"'), "tools", "[{\"name\":\"ring\"}]"));
    }
  }

  @Test
  void aSingleExchangeIsAConversationOnlyIfItHasTools() {
    String turns =
        "'messages': [{'role': 'user', 'content': 'q'}, {'role': 'assistant', 'content': 'a'}]";
    assertThat(draft("{" + turns + ", 'tools': [{}]}").metadata())
        .containsOnlyKeys("messages", "tools");
    assertThat(draft("{" + turns + ", 'tools': []}").metadata()).isEmpty();
    assertThat(draft("{" + turns + ", 'tools': 'hammer'}").metadata())
        .doesNotContainKey("messages");
  }

  @Test
  void aSystemColumnBecomesTheFirstTurn() {
    ParsedExample draft =
        draft(
            "{'system': 's', 'conversations': [{'from': 'human', 'value': 'q'},"
                + " {'from': 'gpt', 'value': 'a'}]}");
    assertThat(draft.metadata().get("messages"))
        .startsWith("[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\"");
    assertThat(draft.metadata()).containsOnlyKeys("messages");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | odd-conversation | conversation: it has no turns",
        "[{'from': 'gpt', 'value': 'a'}] | odd-conversation"
            + " | conversation: it has no user turn",
        "[{'from': 'human', 'value': 'q'}] | odd-conversation"
            + " | conversation: no turn answers the first user turn",
        "[{'from': 'gpt', 'value': 'a'}, {'from': 'human', 'value': 'q'}] | odd-conversation"
            + " | conversation: no turn answers the first user turn",
        "[{'from': 'narrator', 'value': 'q'}] | odd-conversation"
            + " | conversation: turn 1 has the unknown speaker \"narrator\"",
        "[{'from': 'human'}] | missing-field"
            + " | turn 1: field \"content\" is missing or null; looked for content, value, text",
        "[{'from': 'human', 'value': 3}] | wrong-type"
            + " | field \"turn 1: value\" is a number, must be a text",
        "['q'] | wrong-type | turn 1 is a text, must be an object"
      })
  void anOddConversationIsRefusedWithItsReason(String turns, String rule, String reason) {
    assertThat(refusal("{'conversations': " + turns.replace("''", "'") + "}"))
        .isEqualTo(new ParseFailure(rule, reason));
  }

  @Test
  void everyInstanceOfASeedTaskHasItsOwnResult() {
    List<ParseResult> outcomes =
        read(
            "{'id': 't_0', 'name': 'n', 'is_classification': false, 'instruction': 'i', 'app': 'x',"
                + " 'instances': [{'input': 'm', 'output': 'o'}, {'input': ''}, {'output': 'p'}]}",
            metadata("none"));
    assertThat(outcomes).hasSize(3);
    assertThat(((ParsedExample) outcomes.get(0)).metadata())
        .isEqualTo(Map.of("seed_task_id", "t_0", "name", "n", "is_classification", "false"));
    assertThat(((ParseFailure) outcomes.get(1)).reason())
        .startsWith("instance 2: field \"output\"");
    assertThat(((ParsedExample) outcomes.get(2)).output()).isEqualTo("p");
  }

  @Test
  void aSeedTaskWithoutInstancesIsOneFailure() {
    assertThat(refusal("{'instruction': 'i', 'instances': []}").rule()).isEqualTo("missing-field");
  }

  @Test
  void aConfiguredFormatIsNotDetectedAgain() {
    String both =
        "{'instruction': 'i', 'output': 'o', 'messages': [{'role': 'user', 'content': 'q'},"
            + " {'role': 'assistant', 'content': 'a'}]}";
    ParseRules plain = new ParseRules(RecordFormat.ALPACA, Map.of(), MetadataSelection.of("all"));
    assertThat(draft(both).instruction()).isEqualTo("q");
    assertThat(((ParsedExample) only(read(both, plain))).instruction()).isEqualTo("i");
  }

  @Test
  void aRowOfTheExamplesTableKeepsAllFields() {
    ParsedExample draft =
        draft(
            "{'id': 'x', 'position': 12, 'instruction': 'i', 'input': '', 'output': 'o',"
                + " 'source': 's', 'recipe': 'r', 'parents': ['p1', 'p2'],"
                + " 'metadata': {'k': 'v'}, 'score': 0.5}");
    Example example = draft.withPosition(draft.position() == null ? -1 : draft.position());
    assertThat(example)
        .isEqualTo(
            new Example(
                Example.of(0, "i", "", "o").id(),
                12,
                "i",
                "",
                "o",
                "s",
                "r",
                List.of("p1", "p2"),
                Map.of("k", "v"),
                0.5));
  }

  @Test
  void aNegativePositionIsRejected() {
    assertThat(
            refusal(
                    "{'id': 'x', 'position': -1, 'instruction': 'i', 'output': 'o',"
                        + " 'recipe': '', 'parents': [], 'metadata': {}}")
                .reason())
        .isEqualTo("field \"position\" is -1, must be a number of at least 0");
  }
}
