package io.gristmill.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failed call. The message is meant for the user and contains no secrets: no key, header or
 * request text.
 */
public final class ModelException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Kind of failure, which decides whether to retry. */
  public enum Kind {
    /** Status 429, too many requests or tokens: retried later at a lower rate. */
    RATE_LIMIT(true),
    /** Status 408 or 5xx, a timeout, a refused or broken connection: retried. */
    UNAVAILABLE(true),
    /** A response that violates the protocol: retried a few times. */
    MALFORMED(true),
    /** The prompt exceeds the model's context. */
    TOO_LONG(false),
    /** The server refuses this prompt (content policy). */
    REFUSED(false),
    /** Status 400 and other errors of this request alone. */
    INVALID(false),
    /** Status 401 or 403: every request would fail, so the job stops. */
    UNAUTHORIZED(false),
    /**
     * Status 402 and exhausted quota, an unknown model, a redirect, an untrusted certificate, a
     * server that is down: every request would fail, so the job stops.
     */
    UNUSABLE(false);

    private final boolean retriable;

    Kind(boolean retriable) {
      this.retriable = retriable;
    }

    public boolean isRetriable() {
      return retriable;
    }

    /** Whether every further request would fail, so that the job must stop. */
    public boolean isFatal() {
      return this == UNAUTHORIZED || this == UNUSABLE;
    }

    /**
     * Whether only this request failed, so that it becomes a reject and the job continues. This
     * includes malformed responses once their retries are used up.
     */
    public boolean isAboutTheRequest() {
      return this == TOO_LONG || this == REFUSED || this == INVALID || this == MALFORMED;
    }
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  public ModelException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  /**
   * @param retryAfter wait requested by the server; null if none
   */
  public ModelException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
