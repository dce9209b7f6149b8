package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;
import java.nio.ByteBuffer;

/** Where the bytes of a reply go, one piece after the other, from one thread at a time. */
interface BodySink {

  /**
   * @throws ModelException when it is of no use to read on
   */
  void accept(ByteBuffer piece) throws ModelException;

  /** Whether all that matters has come, though the connection may stay open. */
  boolean isEnded();
}
