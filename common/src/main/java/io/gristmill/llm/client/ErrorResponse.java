package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Converts error responses of a server into exceptions with a message for the user. */
final class ErrorResponse {

  /** Maximum number of bytes read from an error response. */
  static final int MAX_BYTES = 64 * 1024;

  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);
  private static final int STREAM_STATUS = 500;

  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "exceed_context_size",
          "maximum context length",
          "maximum context limit",
          "context length exceeded",
          "exceeds the context",
          "exceed context limit",
          "exceeds the available context size",
          "context size has been exceeded",
          "exceed context window",
          "exceeds context length",
          "context window",
          "longer than the model's context",
          "longer than the maximum model length",
          "greater than the context length",
          "max_model_len",
          "inputs` must have less than",
          "`inputs` tokens + `max_new_tokens` must be",
          "string_above_max_length",
          "prompt is too long",
          "prompt too long",
          "prompt exceeds",
          "input is too long",
          "input too long",
          "input length exceeds",
          "too many tokens in",
          "reduce the length of the messages",
          "reduce the length of the prompt");
  private static final List<String> CONTENT_POLICY =
      List.of(
          "content_policy",
          "content_filter",
          "content filter",
          "content policy",
          "content management policy",
          "responsibleaipolicyviolation",
          "invalid_prompt",
          "usage policies",
          "usage policy",
          "safety system",
          "moderation");
  private static final List<String> NO_MONEY =
      List.of(
          "insufficient_quota",
          "billing_hard_limit",
          "billing_not_active",
          "credit balance",
          "exceeded your current quota",
          "insufficient balance",
          "insufficient credits");
  private static final List<String> NO_MODEL =
      List.of(
          "model_not_found",
          "does not exist",
          "not found, try pulling",
          "model not found",
          "not a chat model");

  private final URI address;
  private final Redaction redaction;
  private final Request request;

  ErrorResponse(URI address, Redaction redaction, Request request) {
    this.address = address;
    this.redaction = redaction;
    this.request = request;
  }

  /** Endpoint URL, without credentials and query. */
  String where() {
    return address.toString();
  }

  /** Creates the exception for a response that violates the protocol. */
  ModelException malformed(String what) {
    return new ModelException(Kind.MALFORMED, where() + " sent " + what);
  }

  /** Creates the exception for an error within a stream. */
  ModelException inStream(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    int code = Json.parse(text).map(e -> e.path("error").path("code").asInt(0)).orElse(0);
    boolean isStatus = 400 <= code && code <= 599;
    return of(isStatus ? code : STREAM_STATUS, NO_HEADERS, body);
  }

  /** Creates the exception for an error status. */
  ModelException of(int status, HttpHeaders headers, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    Kind kind = kind(status, text.toLowerCase(Locale.ROOT));
    String detail = status / 100 == 3 ? "" : redaction.clean(serverMessage(text), request);
    String message =
        where()
            + " answered "
            + status
            + (detail.isEmpty() ? "" : " (" + detail + ")")
            + remedy(kind, status, headers);
    return new ModelException(kind, message, RetryAfter.read(headers).orElse(null), null);
  }

  private static Kind kind(int status, String text) {
    if (holds(text, NO_MONEY) && (status == 429 || status == 403 || status == 400)) {
      return Kind.UNUSABLE;
    }
    boolean isAboutRequest =
        status == 400 || status == 413 || status == 422 || status == 403 || status == 500;
    if (isAboutRequest && holds(text, TOO_LONG)) {
      return Kind.TOO_LONG;
    }
    if (isAboutRequest && status != 500 && holds(text, CONTENT_POLICY)) {
      return Kind.REFUSED;
    }
    return byStatus(status, text);
  }

  private static Kind byStatus(int status, String text) {
    return switch (status) {
      case 401, 403, 407 -> Kind.UNAUTHORIZED;
      case 402, 404, 405, 410, 501, 505 -> Kind.UNUSABLE;
      case 408, 409, 424, 425 -> Kind.UNAVAILABLE;
      case 413 -> Kind.TOO_LONG;
      case 429 -> Kind.RATE_LIMIT;
      case 400 -> holds(text, NO_MODEL) ? Kind.UNUSABLE : Kind.INVALID;
      default -> otherStatus(status);
    };
  }

  private static Kind otherStatus(int status) {
    return switch (status / 100) {
      case 3 -> Kind.UNUSABLE;
      case 4 -> Kind.INVALID;
      case 5 -> Kind.UNAVAILABLE;
      default -> Kind.MALFORMED;
    };
  }

  private static boolean holds(String text, List<String> phrases) {
    return phrases.stream().anyMatch(text::contains);
  }

  private String remedy(Kind kind, int status, HttpHeaders headers) {
    if (status / 100 == 3) {
      return "; redirects are not followed, since they would forward the API key. "
          + redirectRemedy(address, headers);
    }
    return switch (kind) {
      case UNAUTHORIZED -> "; check llm.api-key and its permissions";
      case TOO_LONG -> "; prompt and max-tokens exceed the model's context";
      case UNUSABLE -> unusable(status);
      default -> "";
    };
  }

  /** Remedy for the user; shows the target without credentials, query and fragment. */
  private static String redirectRemedy(URI from, HttpHeaders headers) {
    return headers
        .firstValue("Location")
        .flatMap(location -> target(from, location))
        .map(target -> "The target is " + target + "; set llm.base-url accordingly if you trust it")
        .orElse("The target is missing; check llm.base-url");
  }

  private static Optional<String> target(URI from, String location) {
    try {
      URI to = from.resolve(location.strip());
      if (to.getHost() == null) {
        return Optional.empty();
      }
      String port = to.getPort() < 0 ? "" : ":" + to.getPort();
      return Optional.of(to.getScheme() + "://" + to.getHost() + port + to.getRawPath());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String unusable(int status) {
    return switch (status) {
      case 400, 404, 405, 410, 501 ->
          "; check llm.base-url, llm.provider and that the server has the model \""
              + request.model()
              + "\"";
      case 402, 403, 429 -> "; the account has no quota or credit left";
      default -> "";
    };
  }

  /** Error message in the JSON layouts of known servers; otherwise the body itself. */
  private static String serverMessage(String body) {
    return Json.parse(body).map(ErrorResponse::serverMessage).orElse(body);
  }

  private static String serverMessage(JsonNode document) {
    JsonNode error = document.path("error");
    for (JsonNode candidate :
        List.of(
            error.path("message"),
            error,
            document.path("message"),
            document.path("detail"),
            document.path("error_type"))) {
      if (candidate.isTextual() && !candidate.asText().isBlank()) {
        return candidate.asText();
      }
    }
    return document.toString();
  }
}
