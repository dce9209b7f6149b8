package io.gristmill.llm.client;

/** Progress of a call, written by the threads of the HTTP client and read by others. */
final class CallProgress {

  private volatile long lastByte = System.nanoTime();
  private volatile boolean ended;
  private volatile boolean received;

  void touch() {
    lastByte = System.nanoTime();
  }

  /** {@link System#nanoTime} of the last received byte. */
  long lastByte() {
    return lastByte;
  }

  /** Marks the answer as complete. */
  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  /** Marks the response as received: the connection is closed or free for another call. */
  void receive() {
    received = true;
  }

  boolean isReceived() {
    return received;
  }
}
