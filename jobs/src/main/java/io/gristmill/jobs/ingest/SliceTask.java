package io.gristmill.jobs.ingest;

import io.gristmill.jobs.io.FileSlice;
import java.io.Serializable;

/**
 * A slice with its offsets in rows and lines.
 *
 * @param rowsBefore number of rows before it in the whole input
 * @param linesBefore number of lines before it in its file
 */
record SliceTask(FileSlice slice, long rowsBefore, long linesBefore) implements Serializable {}
