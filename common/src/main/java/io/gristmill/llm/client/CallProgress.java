package io.gristmill.llm.client;

/** How far a call has come, written by the threads of the HTTP client, read by others. */
final class CallProgress {

  private volatile long lastByte = System.nanoTime();
  private volatile boolean ended;
  private volatile boolean received;

  void touch() {
    lastByte = System.nanoTime();
  }

  /** {@link System#nanoTime} of the last sign of life. */
  long lastByte() {
    return lastByte;
  }

  /** All that matters has come. */
  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  /** Nothing more comes: the connection is closed or may serve another call already. */
  void receive() {
    received = true;
  }

  boolean isReceived() {
    return received;
  }
}
