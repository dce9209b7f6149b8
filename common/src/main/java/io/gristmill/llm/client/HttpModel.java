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

/** A model behind an address, in one of the protocols. Blocks the caller's thread. */
final class HttpModel implements Model {

  /**
   * The number of a further answer to the same question. The protocols have no place for it, and a
   * model that draws its answers needs none; the rehearsal server does, which always says the same
   * to the same.
   */
  static final String SAMPLE_HEADER = "Gristmill-Sample";

  private final URI address;
  private final Protocol protocol;
  private final Map<String, String> headers;
  private final Redaction redaction;
  private final long maxResponseBytes;
  private final Transport transport;

  /**
   * @param address of the endpoint itself
   * @param headers with their secrets
   * @param secrets that must be in no message
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

  /** The address alone: headers hold the key. */
  @Override
  public String toString() {
    return "HttpModel[" + address + "]";
  }
}
