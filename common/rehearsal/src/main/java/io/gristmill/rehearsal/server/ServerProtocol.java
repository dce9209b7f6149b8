package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import java.util.ArrayList;
import java.util.List;

/** Request and response format of an endpoint. */
interface ServerProtocol {

  /**
   * Parses the body of a call.
   *
   * @throws IllegalArgumentException with a message for the client if the body is invalid
   */
  Request read(JsonNode body);

  /** Whether the client requests a stream. */
  boolean isStreamed(JsonNode body);

  /** The answer as one document. */
  String whole(Answer answer, Request request);

  /** The streamed answer, one event per element, each with its line end. */
  List<String> pieces(Answer answer, Request request, JsonNode body);

  /** Media type of a streamed answer. */
  String streamType();

  /** Error document. */
  String error(int status, String message);

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String finish(Answer answer) {
    return answer.finish() == Answer.Finish.LENGTH ? "length" : "stop";
  }

  /** Splits an answer into chunks of a few code points. */
  static List<String> split(Answer answer) {
    String text = answer.text();
    List<String> chunks = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int left = text.codePointCount(from, text.length());
      int to = text.offsetByCodePoints(from, Math.min(16, left));
      chunks.add(text.substring(from, to));
      from = to;
    }
    return chunks;
  }
}
