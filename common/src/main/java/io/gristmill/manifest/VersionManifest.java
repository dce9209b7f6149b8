package io.gristmill.manifest;

import java.util.List;

/**
 * A published, immutable data set version. Readers follow manifests only, so a directory without
 * one does not exist for them.
 *
 * @param version number of the version, from 1
 * @param fingerprint of the run that made it
 * @param run the run directory, relative to the data set's root
 * @param format of the tables: {@code parquet} or {@code jsonl}
 * @param rows how many examples it has
 * @param previous the version before it; 0 for the first
 * @param files every file of {@code rows/} with its length, relative to the run directory
 */
public record VersionManifest(
    int version,
    String fingerprint,
    String run,
    String format,
    long rows,
    int previous,
    List<File> files) {

  /** A data file and its length in bytes. */
  public record File(String path, long bytes) {}
}
