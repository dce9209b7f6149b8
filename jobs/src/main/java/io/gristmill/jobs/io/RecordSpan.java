package io.gristmill.jobs.io;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one record in a text file.
 *
 * @param number place in the file, from 1: the line, the element or the row
 * @param offset first byte in the unpacked file
 * @param bytes all of it; only its beginning where there is a fault
 * @param error why it is not complete, else absent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read once
record RecordSpan(long number, long offset, byte[] bytes, @Nullable ReadError error) {}
