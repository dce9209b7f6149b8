package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;
import java.nio.ByteBuffer;

/** Receives the bytes of a response in chunks, from one thread at a time. */
interface BodySink {

  /**
   * @throws ModelException if further reading is useless
   */
  void accept(ByteBuffer piece) throws ModelException;

  /** Whether the answer is complete; the connection may stay open. */
  boolean isEnded();
}
