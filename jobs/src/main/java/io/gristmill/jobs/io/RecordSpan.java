package io.gristmill.jobs.io;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one record in a text file.
 *
 * @param number line, element or row number in the file, from 1
 * @param offset offset of its first byte in the decompressed file
 * @param bytes its bytes; possibly only the beginning if there is an error
 * @param error why it is incomplete; else null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read once
record RecordSpan(long number, long offset, byte[] bytes, @Nullable ReadError error) {}
