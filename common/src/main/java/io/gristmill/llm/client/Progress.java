package io.gristmill.llm.client;

import java.util.concurrent.CompletableFuture;

/** How far a call has come, written by the threads of the HTTP client, read by the caller's. */
final class Progress {

  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private volatile long lastByte = System.nanoTime();

  void touch() {
    lastByte = System.nanoTime();
  }

  /** {@link System#nanoTime} of the last sign of life. */
  long lastByte() {
    return lastByte;
  }

  /** All that matters has come. */
  void end() {
    ended.complete(true);
  }

  CompletableFuture<Boolean> ended() {
    return ended;
  }
}
