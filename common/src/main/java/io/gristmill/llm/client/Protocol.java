package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;

/** Request and response format of a kind of server. Thread-safe. */
interface Protocol {

  /** Path after the base URL, with a leading slash. */
  String path();

  /** Request body. */
  ObjectNode body(Request request) throws ModelException;

  /** Whether streams consist of server-sent events; otherwise of one JSON document per line. */
  boolean streamsEvents();

  /** Reads a complete answer or a stream chunk; other documents are ignored. */
  void read(JsonNode document, AnswerBuilder answer);
}
