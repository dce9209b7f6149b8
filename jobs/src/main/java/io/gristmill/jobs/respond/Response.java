package io.gristmill.jobs.respond;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.format.Conversation;
import io.gristmill.mix.Split;
import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The response to a row; stored as a line of JSON.
 *
 * @param position position of the row
 * @param split split of the row; may be empty
 * @param rule reason of a missing answer (kebab-case); empty with an answer
 * @param text the answer
 * @param finish reason why generation ended: stop, length or other
 * @param tokens number of generated tokens; 0 for a row that was not sent
 * @param matchesOutput whether the answer equals the row's output; null if the row has no output or
 *     was not sent
 */
record Response(
    long position,
    String split,
    String rule,
    String detail,
    String text,
    String finish,
    long tokens,
    @Nullable Boolean matchesOutput) {

  static final String POSITION = "_position";
  static final String SPLIT = "_split";
  static final String RULE = "_rule";
  static final String DETAIL = "_detail";
  static final String TEXT = "_text";
  static final String FINISH = "_finish";
  static final String TOKENS = "_tokens";
  static final String EQUAL = "_equal";

  static final StructType SCHEMA =
      new StructType()
          .add(POSITION, LongType, true)
          .add(SPLIT, StringType, true)
          .add(RULE, StringType, true)
          .add(DETAIL, StringType, true)
          .add(TEXT, StringType, true)
          .add(FINISH, StringType, true)
          .add(TOKENS, LongType, true)
          .add(EQUAL, BooleanType, true);

  /** Finish reason of an answer cut at the maximum length. */
  static final String TRUNCATED = "length";

  static final String EMPTY_ANSWER = "empty-answer";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The response with an answer; an empty answer is rejected and equals no output. */
  static Response answer(Example example, String text, String finish, long tokens) {
    String reference = reference(example);
    return new Response(
        example.position(),
        split(example),
        text.isEmpty() ? EMPTY_ANSWER : "",
        text.isEmpty() ? "the model generated no text in " + tokens + " tokens" : "",
        text,
        finish,
        tokens,
        reference.isEmpty() ? null : reference.equals(text));
  }

  /** The response of a row without an answer. */
  static Response reject(Example example, String rule, String detail) {
    return new Response(example.position(), split(example), rule, detail, "", "", 0, null);
  }

  /**
   * The example's own answer, trimmed like a model's answer. For a conversation, its last turn;
   * empty if it ends with a question.
   */
  private static String reference(Example example) {
    if (!example.metadata().containsKey(Example.MESSAGES)) {
      return PythonText.strip(example.output());
    }
    if (Conversation.of(example, Conversation.INPUT_SEPARATOR)
        instanceof Conversation conversation) {
      List<Conversation.Message> messages = conversation.messages();
      return PythonText.strip(messages.get(messages.size() - 1).content());
    }
    return "";
  }

  private static String split(Example example) {
    return example.metadata().getOrDefault(Split.KEY, "");
  }

  /** The line of JSON, without line end. */
  String json() {
    ObjectNode line =
        JSON.createObjectNode()
            .put(POSITION, position)
            .put(SPLIT, split)
            .put(RULE, rule)
            .put(DETAIL, detail)
            .put(TEXT, text)
            .put(FINISH, finish)
            .put(TOKENS, tokens);
    return line.put(EQUAL, matchesOutput).toString();
  }
}
