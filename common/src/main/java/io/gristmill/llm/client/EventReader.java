package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;

/**
 * Parses server-sent events from lines: joins the {@code data:} lines of an event with line feeds
 * until an empty line; ignores comments and other fields. An event at the end of the stream is
 * delivered even without an empty line, which some servers omit.
 */
final class EventReader {

  /** Receives the data of an event. */
  interface EventSink {
    void accept(String data) throws ModelException;
  }

  private static final String DATA = "data";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final EventSink sink;
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private boolean begun;

  EventReader(EventSink sink) {
    this.sink = sink;
  }

  void accept(String input) throws ModelException {
    boolean marked = !begun && !input.isEmpty() && input.charAt(0) == BYTE_ORDER_MARK;
    String line = marked ? input.substring(1) : input;
    begun = true;
    if (line.isEmpty()) {
      end();
    } else if (line.equals(DATA) || line.startsWith(DATA + ":")) {
      add(line.length() == DATA.length() ? "" : line.substring(DATA.length() + 1));
    }
  }

  private void add(String value) {
    if (hasData) {
      data.append('\n');
    }
    hasData = true;
    data.append(value.startsWith(" ") ? value.substring(1) : value);
  }

  /** Ends the current event. */
  void end() throws ModelException {
    if (hasData) {
      String event = data.toString();
      data.setLength(0);
      hasData = false;
      sink.accept(event);
    }
  }
}
