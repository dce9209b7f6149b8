package io.gristmill.llm.client;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

/** A model on an HTTP server. Calls block the calling thread. */
final class HttpModel implements Model {

  /**
   * Sample number of a request. The protocols have no field for it, and sampling models need none,
   * but the deterministic rehearsal server does.
   */
  static final String SAMPLE_HEADER = "Gristmill-Sample";

  private final URI address;
  private final Protocol protocol;
  private final Map<String, String> headers;
  private final Redaction redaction;
  private final long maxResponseBytes;
  private final Transport transport;

  /**
   * @param address URL of the endpoint
   * @param headers headers including secrets
   * @param secrets secrets to hide in messages
   */
  HttpModel(
      URI address,
      Protocol protocol,
      Map<String, String> headers,
      List<String> secrets,
      LlmConfig config) {
    this.address = address;
    this.protocol = protocol;
    this.headers = Map.copyOf(headers);
    this.redaction = new Redaction(secrets);
    this.maxResponseBytes = config.maxResponseBytes();
    this.transport = new Transport(config.timeouts());
  }

  @Override
  public Answer answer(Request request) throws ModelException, InterruptedException {
    ErrorResponse errors = new ErrorResponse(address, redaction, request);
    HttpResponseHandler call = new HttpResponseHandler(protocol, errors, maxResponseBytes);
    transport.send(httpRequest(request), call, errors.where());
    Answer answer = call.answer().build(request);
    String refusal = call.answer().refusal();
    if (refusal != null) {
      throw new ModelException(
          Kind.REFUSED, errors.where() + " refused: " + redaction.clean(refusal, request));
    }
    return answer;
  }

  private HttpRequest httpRequest(Request request) throws ModelException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream, application/x-ndjson")
            .header("User-Agent", "gristmill")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(protocol.body(request))));
    if (request.sample() > 0) {
      builder.header(SAMPLE_HEADER, Integer.toString(request.sample()));
    }
    headers.forEach(builder::setHeader);
    return builder.build();
  }

  @Override
  public void close() {
    transport.close();
  }

  /** Returns the address only, since headers contain the key. */
  @Override
  public String toString() {
    return "HttpModel[" + address + "]";
  }
}
