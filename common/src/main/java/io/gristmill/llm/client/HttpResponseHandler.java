package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.llm.ModelException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;

/**
 * Reads one HTTP response by its status and content type: an answer in one document, a streamed
 * answer, or an error.
 */
final class HttpResponseHandler implements BodyHandler<Boolean> {

  private static final int OK = 200;

  private final Protocol protocol;
  private final ErrorResponse errors;
  private final long maxResponseBytes;
  private final AnswerBuilder answer = new AnswerBuilder();
  private final CallProgress progress = new CallProgress();
  private final WholeBody whole = new WholeBody();
  private final StreamBody stream;

  HttpResponseHandler(Protocol protocol, ErrorResponse errors, long maxReplyBytes) {
    this.protocol = protocol;
    this.errors = errors;
    this.maxResponseBytes = maxReplyBytes;
    this.stream = new StreamBody(protocol, errors, answer);
  }

  CallProgress progress() {
    return progress;
  }

  AnswerBuilder answer() {
    return answer;
  }

  @Override
  public BodySubscriber<Boolean> apply(ResponseInfo head) {
    progress.touch();
    if (head.statusCode() != OK) {
      return new BoundedBodySubscriber(whole, ErrorResponse.MAX_BYTES, true, progress);
    }
    return new BoundedBodySubscriber(
        isStream(head.headers()) ? stream : whole, maxResponseBytes, false, progress);
  }

  private boolean isStream(HttpHeaders headers) {
    String type = type(headers);
    return protocol.streamsEvents()
        ? type.equals("text/event-stream")
        : type.equals("application/x-ndjson") || type.equals("application/jsonl");
  }

  /** Content type in lower case without parameters; empty if missing. */
  private static String type(HttpHeaders headers) {
    String contentType = headers.firstValue("Content-Type").orElse("");
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Completes the answer after the whole response has arrived.
   *
   * @throws ModelException if the response is not an answer
   */
  void end(int status, HttpHeaders headers) throws ModelException {
    if (status != OK) {
      throw errors.of(status, headers, whole.bytes());
    }
    if (isStream(headers)) {
      endStream();
      return;
    }
    String type = type(headers);
    if (!type.isEmpty() && !type.equals("application/json") && !type.endsWith("+json")) {
      throw errors.malformed(
          "a response of type " + (type.matches("[\\w.+/-]{1,60}") ? type : "other than JSON"));
    }
    readWhole();
  }

  /** Completes a streamed answer after its end marker, even if the connection stays open. */
  void endStream() throws ModelException {
    if (!answer.isEnded()) {
      stream.end();
    }
    if (!answer.isBegun()) {
      throw errors.malformed("a stream without an answer");
    }
  }

  private void readWhole() throws ModelException {
    byte[] bytes = whole.bytes();
    if (bytes.length == 0) {
      throw errors.malformed("an empty response");
    }
    String text =
        Utf8.decode(bytes).orElseThrow(() -> errors.malformed("a response that is not UTF-8"));
    JsonNode document =
        Json.parse(text)
            .filter(JsonNode::isObject)
            .orElseThrow(() -> errors.malformed("a response that is not a JSON object"));
    if (document.hasNonNull("error")) {
      throw errors.inStream(bytes);
    }
    protocol.read(document, answer);
    if (!answer.isBegun()) {
      throw errors.malformed("a JSON object without an answer");
    }
  }
}
