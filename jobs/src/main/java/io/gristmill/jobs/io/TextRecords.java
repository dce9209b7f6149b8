package io.gristmill.jobs.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The records of JSON lines, JSON and delimited text. */
final class TextRecords implements Records {

  private final RecordSpans spans;
  private final InputFile file;
  private final char quote;
  private final long linesBefore;
  private @Nullable List<String> header;
  private @Nullable RecordSpan ahead;
  private boolean ended;

  /**
   * @param linesBefore number of lines before the slice in its file
   */
  TextRecords(RecordSpans spans, InputFile file, char quote, long linesBefore) {
    this.spans = spans;
    this.file = file;
    this.quote = quote;
    this.linesBefore = linesBefore;
    if (file.format().isDelimited()) {
      takeHeader();
    }
  }

  /** Reads the header. An unreadable header becomes a failed record. */
  private void takeHeader() {
    if (hasNext() && ahead != null && ahead.error() == null) {
      header = CsvSpans.parse(Utf8.lenient(ahead.bytes()), file.delimiter(), quote);
      ahead = null;
    }
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && !ended) {
      ahead = spans.next();
      ended = ahead == null;
    }
    return ahead != null;
  }

  @Override
  public SourceRecord next() {
    return record(nextSpan());
  }

  /** The unparsed bytes of the next record. */
  RecordSpan nextSpan() {
    RecordSpan span = hasNext() ? ahead : null;
    if (span == null) {
      throw new NoSuchElementException();
    }
    ahead = null;
    return span;
  }

  long linesSeen() {
    return spans.count;
  }

  SourceRecord record(RecordSpan span) {
    String place = place(span.number());
    if (span.error() != null) {
      return SourceRecord.failed(place, span.error(), span.bytes());
    }
    String text = Utf8.lenient(span.bytes());
    int malformed = Utf8.malformedAt(span.bytes(), text);
    Object value = file.format().isDelimited() ? row(text) : json(text, span);
    if (value instanceof ReadError error) {
      boolean encodingOnly = malformed >= 0 && file.format() != FileFormat.JSON;
      return SourceRecord.failed(
          place, encodingOnly ? Utf8.error(span.bytes(), malformed) : error, span.bytes());
    }
    return malformed >= 0
        ? SourceRecord.failed(place, Utf8.error(span.bytes(), malformed), span.bytes())
        : SourceRecord.of(place, (JsonNode) value, span.bytes());
  }

  private String place(long number) {
    return switch (file.format()) {
      case JSONL -> String.valueOf(linesBefore + number);
      case JSON -> "record " + number;
      default -> "row " + number;
    };
  }

  /**
   * The value or the error. A malformed element of a JSON list makes the rest of the list
   * unreadable.
   */
  private Object json(String text, RecordSpan span) {
    try {
      return JsonValueParser.parse(text);
    } catch (JsonProcessingException e) {
      String reason = reason(e);
      if (file.format() == FileFormat.JSON) {
        reason =
            String.format(
                Locale.ROOT,
                "%s; the record starts at byte %d, the remaining %d bytes were skipped",
                reason,
                span.offset(),
                spans.skipRest());
      }
      return new ReadError(ReadError.BAD_JSON, reason);
    }
  }

  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int lineEnd = message.indexOf('\n');
    String first = lineEnd < 0 ? message : message.substring(0, lineEnd);
    return e.getLocation() == null
        ? first
        : String.format(Locale.ROOT, "%s (character %d)", first, e.getLocation().getCharOffset());
  }

  private Object row(String text) {
    List<String> names = header == null ? List.of() : header;
    List<String> cells = CsvSpans.parse(text, file.delimiter(), quote);
    if (cells.size() > names.size()) {
      return new ReadError(
          ReadError.BAD_CSV,
          "the row has %d cells, the header has %d".formatted(cells.size(), names.size()));
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < cells.size(); i++) {
      row.put(names.get(i).strip(), cells.get(i));
    }
    return row;
  }

  @Override
  public void close() {
    spans.close();
  }
}
