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
 * Reads the body of one reply into a sink and never holds more than the bound of it; tells when the
 * last byte came and when all that matters has come.
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
   * @param bound most bytes
   * @param cutAtBound whether more than that is left unread, else it is an error
   */
  BoundedBodySubscriber(BodySink sink, long bound, boolean cutAtBound, CallProgress progress) {
    this.sink = sink;
    this.maxBytes = bound;
    this.truncate = cutAtBound;
    this.progress = progress;
  }

  /** True once all has been read. */
  @Override
  public CompletionStage<Boolean> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
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
        "the reply is longer than "
            + bound
            + " bytes; set max-tokens, or raise llm.max-response-bytes if it is right");
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
