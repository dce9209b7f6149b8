package io.gristmill.manifest;

import java.util.List;

/**
 * The manifest of a published, immutable version of a data set. Readers only follow manifests; a
 * directory without one is not a version.
 *
 * @param version number of the version, from 1
 * @param fingerprint fingerprint of its run
 * @param run the run directory, relative to the root of the data set
 * @param format format of the tables: {@code parquet} or {@code jsonl}
 * @param rows number of examples
 * @param previous the previous version; 0 for the first
 * @param files the files of {@code rows/} with their sizes; paths are relative to the run directory
 */
public record VersionManifest(
    int version,
    String fingerprint,
    String run,
    String format,
    long rows,
    int previous,
    List<File> files) {

  /** A data file and its size (bytes). */
  public record File(String path, long bytes) {}
}
