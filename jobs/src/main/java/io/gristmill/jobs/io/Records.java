package io.gristmill.jobs.io;

import java.io.Closeable;
import java.util.Iterator;

/** The records of one slice; only one is held in memory at a time. */
public interface Records extends Iterator<SourceRecord>, Closeable {

  @Override
  void close();
}
