package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Passes the body of a response to a sink, up to a maximum size, and tracks the progress of the
 * call.
 */
final class BoundedBodySubscriber implements HttpResponse.BodySubscriber<Boolean> {

  private final BodySink sink;
  private final long maxBytes;
  private final boolean truncate;
  private final CallProgress progress;
  private final CompletableFuture<Boolean> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private long received;

  /**
   * @param maxBytes maximum number of bytes
   * @param truncate whether to ignore further bytes instead of failing
   */
  BoundedBodySubscriber(BodySink sink, long bound, boolean cutAtBound, CallProgress progress) {
    this.sink = sink;
    this.maxBytes = bound;
    this.truncate = cutAtBound;
    this.progress = progress;
  }

  /** Completes with true after the whole body has been read. */
  @Override
  public CompletionStage<Boolean> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    progress.touch();
    try {
      for (ByteBuffer piece : pieces) {
        if (body.isDone()) {
          return;
        }
        take(piece);
      }
      if (sink.isEnded()) {
        progress.end();
      }
    } catch (ModelException | RuntimeException e) {
      stop();
      body.completeExceptionally(e);
    }
  }

  private void take(ByteBuffer piece) throws ModelException {
    long left = maxBytes - received;
    if (piece.remaining() > left && truncate) {
      sink.accept(piece.slice(piece.position(), (int) left));
      stop();
      body.complete(true);
      return;
    }
    if (piece.remaining() > left) {
      throw tooLarge(maxBytes);
    }
    received += piece.remaining();
    sink.accept(piece);
  }

  static ModelException tooLarge(long bound) {
    return new ModelException(
        Kind.MALFORMED,
        "the response is longer than "
            + bound
            + " bytes; set max-tokens or raise llm.max-response-bytes");
  }

  private void stop() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable error) {
    progress.receive();
    body.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    progress.receive();
    body.complete(true);
  }
}
