package io.gristmill.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that has no answer. Its message is for a person and holds no secret: neither key nor
 * header, nor the request's text.
 */
public final class ModelException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What went wrong, and with it what to do next. */
  public enum Kind {
    /** 429: too many requests or tokens; asked again after a while, at a lower rate. */
    RATE_LIMIT(true),
    /** 408, 5xx, a time-out, a connection that could not be made or was cut: asked again. */
    UNAVAILABLE(true),
    /** A reply that is not what the protocol says: asked again a few times. */
    MALFORMED(true),
    /** The prompt does not fit the model's context. */
    TOO_LONG(false),
    /** The server refuses to answer this prompt (content policy). */
    REFUSED(false),
    /** 400 and other errors of this one request. */
    INVALID(false),
    /** 401, 403: no request will be answered; the job stops. */
    UNAUTHORIZED(false),
    /**
     * 402 and exhausted quota, an unknown model, a redirect, a certificate that is not trusted, a
     * server that has not answered anybody for long: no request will be answered.
     */
    UNUSABLE(false);

    private final boolean retriable;

    Kind(boolean retriable) {
      this.retriable = retriable;
    }

    public boolean isRetriable() {
      return retriable;
    }

    /** Whether no request to this server can be answered, so that the job must stop. */
    public boolean isFatal() {
      return this == UNAUTHORIZED || this == UNUSABLE;
    }

    /**
     * Whether it is this one request that failed, so that it becomes a row with its reason and the
     * job goes on. A malformed reply is, once it has been asked for often enough.
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
   * @param retryAfter how long the server asks to wait, where it says so
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
