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
 * What came of a row that was asked about; a line of JSON where it is kept.
 *
 * @param position of the row
 * @param split that the row is in; may be empty
 * @param rule why there is no answer; empty where there is one
 * @param text the answer
 * @param finish why it ended: stop, length, other
 * @param tokens that were generated, 0 where nobody was asked
 * @param matchesOutput whether the answer is the row's own output; null where the row has none, or
 *     where nobody was asked
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

  /** The end of an answer that is cut at its limit. */
  static final String TRUNCATED = "length";

  static final String EMPTY_ANSWER = "empty-answer";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer; an empty one is none, and no answer equals an output. */
  static Response answer(Example example, String text, String finish, long tokens) {
    String reference = reference(example);
    return new Response(
        example.position(),
        split(example),
        text.isEmpty() ? EMPTY_ANSWER : "",
        text.isEmpty() ? "the model answered nothing in " + tokens + " tokens" : "",
        text,
        finish,
        tokens,
        reference.isEmpty() ? null : reference.equals(text));
  }

  /** A row that has no answer. */
  static Response reject(Example example, String rule, String detail) {
    return new Response(example.position(), split(example), rule, detail, "", "", 0, null);
  }

  /**
   * The answer that an example has itself, trimmed as answers of models are; of a conversation its
   * last one, and none where it ends with a question.
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

  /** One line without its end. */
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
