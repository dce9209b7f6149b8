package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import java.util.List;

/** How one kind of call is read and answered. */
interface ServerProtocol {

  /**
   * The request of a call.
   *
   * @throws IllegalArgumentException with a message for the caller when it is none
   */
  Request read(JsonNode body);

  /** Whether the answer is to be sent piece by piece. */
  boolean isStreamed(JsonNode body);

  /** The answer in one document. */
  String whole(Answer answer, Request request);

  /** The answer in events, each with its line ends. */
  List<String> pieces(Answer answer, Request request, JsonNode body);

  /** Media type of a streamed answer. */
  String streamType();

  /** The document that reports an error. */
  String error(int status, String message);
}
