package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a stream of pieces of an answer, server-sent events or a document a line, into a draft. */
final class StreamBody implements Sink {

  private static final String END_MARK = "[DONE]";

  private final Protocol protocol;
  private final ErrorReply errors;
  private final Draft draft;
  private final EventReader events = new EventReader(this::document);
  private final LineSplitter lines = new LineSplitter(this::line);

  StreamBody(Protocol protocol, ErrorReply errors, Draft draft) {
    this.protocol = protocol;
    this.errors = errors;
    this.draft = draft;
  }

  @Override
  public void accept(ByteBuffer piece) throws ModelException {
    lines.accept(piece);
  }

  @Override
  public boolean isEnded() {
    return draft.isEnded();
  }

  /** The stream has ended: what is still held is read, and it must be whole. */
  void end() throws ModelException {
    lines.end();
    events.end();
    if (!draft.isWhole()) {
      throw new ModelException(
          Kind.UNAVAILABLE, errors.where() + " ended its stream in the middle of the answer");
    }
  }

  private void line(byte[] bytes) throws ModelException {
    String line =
        StrictUtf8.decode(bytes).orElseThrow(() -> errors.malformed("a line that is no UTF-8"));
    if (protocol.streamsEvents()) {
      events.accept(line);
    } else if (!line.isBlank()) {
      document(line);
    }
  }

  private void document(String text) throws ModelException {
    if (draft.isEnded()) {
      return;
    }
    if (text.strip().equals(END_MARK)) {
      draft.end();
      return;
    }
    if (text.isBlank()) {
      return;
    }
    JsonNode document =
        Json.parse(text)
            .filter(JsonNode::isObject)
            .orElseThrow(() -> errors.malformed("a piece of a stream that is no JSON object"));
    if (document.has("error") && !document.path("error").isNull()) {
      throw errors.inStream(text.getBytes(StandardCharsets.UTF_8));
    }
    protocol.read(document, draft);
  }
}
