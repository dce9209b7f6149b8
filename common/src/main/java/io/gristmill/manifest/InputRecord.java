package io.gristmill.manifest;

/**
 * One input file of a run.
 *
 * @param path path of the file
 * @param format detected or configured format, for example {@code jsonl.gz}
 * @param bytes its size
 * @param hash its content hash with the algorithm as prefix
 */
public record InputRecord(String path, String format, long bytes, String hash) {}
