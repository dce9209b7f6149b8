package io.gristmill.llm;

import java.io.Serializable;

/**
 * Final outcome of a request: an {@link Answer} or a permanent failure. The response store keeps
 * it, and recipes receive it.
 */
public sealed interface RequestOutcome extends Serializable permits Answer, RequestOutcome.Failed {

  /**
   * The request failed permanently; a retry would fail again.
   *
   * @param kind satisfies {@link ModelException.Kind#isAboutTheRequest}
   * @param reason explanation for the user
   */
  record Failed(ModelException.Kind kind, String reason) implements RequestOutcome {

    /** Reject rule in kebab-case; distinct from the rules of recipes. */
    public String rule() {
      return switch (kind) {
        case TOO_LONG -> "request-too-long";
        case REFUSED -> "request-refused";
        case MALFORMED -> "reply-malformed";
        case INVALID -> "request-invalid";
        case RATE_LIMIT, UNAVAILABLE, UNAUTHORIZED, UNUSABLE -> "request-failed";
      };
    }
  }
}
