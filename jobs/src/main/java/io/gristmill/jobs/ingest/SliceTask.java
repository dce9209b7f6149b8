package io.gristmill.jobs.ingest;

import io.gristmill.jobs.io.FileSlice;
import java.io.Serializable;

/**
 * A slice and where it stands.
 *
 * @param rowsBefore how many rows come before it in the whole input
 * @param linesBefore how many lines come before it in its file
 */
record SliceTask(FileSlice slice, long rowsBefore, long linesBefore) implements Serializable {}
