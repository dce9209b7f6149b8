package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a streamed answer: server-sent events or one JSON document per line. */
final class StreamBody implements BodySink {

  private static final String END_MARK = "[DONE]";

  private final Protocol protocol;
  private final ErrorResponse errors;
  private final AnswerBuilder answer;
  private final EventReader events = new EventReader(this::document);
  private final LineSplitter lines = new LineSplitter(this::line);

  StreamBody(Protocol protocol, ErrorResponse errors, AnswerBuilder answer) {
    this.protocol = protocol;
    this.errors = errors;
    this.answer = answer;
  }

  @Override
  public void accept(ByteBuffer piece) throws ModelException {
    lines.accept(piece);
  }

  @Override
  public boolean isEnded() {
    return answer.isEnded();
  }

  /** Ends the stream; reads buffered data and requires a complete answer. */
  void end() throws ModelException {
    lines.end();
    events.end();
    if (!answer.isWhole()) {
      throw new ModelException(
          Kind.UNAVAILABLE, errors.where() + " ended its stream in the middle of the answer");
    }
  }

  private void line(byte[] bytes) throws ModelException {
    String line =
        Utf8.decode(bytes).orElseThrow(() -> errors.malformed("a line that is not UTF-8"));
    if (protocol.streamsEvents()) {
      events.accept(line);
    } else if (!line.isBlank()) {
      document(line);
    }
  }

  private void document(String text) throws ModelException {
    if (answer.isEnded()) {
      return;
    }
    if (text.strip().equals(END_MARK)) {
      answer.end();
      return;
    }
    if (text.isBlank()) {
      return;
    }
    JsonNode document =
        Json.parse(text)
            .filter(JsonNode::isObject)
            .orElseThrow(() -> errors.malformed("a stream chunk that is not a JSON object"));
    if (document.has("error") && !document.path("error").isNull()) {
      throw errors.inStream(text.getBytes(StandardCharsets.UTF_8));
    }
    protocol.read(document, answer);
  }
}
