package io.gristmill.manifest;

/**
 * One input file of a run.
 *
 * @param path where it was read
 * @param format detected or configured format, for example {@code jsonl.gz}
 * @param bytes its length
 * @param hash its content hash, prefixed by the algorithm
 */
public record InputRecord(String path, String format, long bytes, String hash) {}
