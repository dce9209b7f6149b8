package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
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
}
