package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;

/** How one kind of server is asked and what it sends back. Safe for many threads. */
interface Protocol {

  /** What comes after the base URL, with a leading slash. */
  String path();

  /** The document to send. */
  ObjectNode body(Request request) throws ModelException;

  /** Whether pieces of a stream come as server-sent events; else one document a line. */
  boolean streamsEvents();

  /** Takes in the whole answer, or a piece of it. What is no answer at all leaves no trace. */
  void read(JsonNode document, AnswerBuilder answer);
}
