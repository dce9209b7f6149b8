package io.gristmill.jobs.io;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file. A slice of JSON lines contains the lines that start in it; other files are a
 * single slice.
 *
 * @param index its index in the order of all slices, from 0
 * @param start offset of the first byte
 * @param length number of bytes
 */
public record FileSlice(int index, InputFile file, long start, long length)
    implements Serializable {

  long end() {
    return start + length;
  }

  static List<FileSlice> of(List<InputFile> files, long maxPartitionBytes) {
    List<FileSlice> slices = new ArrayList<>();
    for (InputFile file : files) {
      long step = file.isSplittable() ? maxPartitionBytes : Math.max(1, file.length());
      for (long start = 0; start < Math.max(1, file.length()); start += step) {
        long length = Math.min(step, file.length() - start);
        slices.add(new FileSlice(slices.size(), file, start, length));
      }
    }
    return slices;
  }

  /**
   * Groups consecutive slices for tasks, so that tiny files share a task and large ones do not.
   *
   * @param tasks minimum number of groups, if there is enough data
   */
  public static List<List<FileSlice>> group(
      List<FileSlice> slices, int tasks, long maxPartitionBytes) {
    long total = slices.stream().mapToLong(FileSlice::length).sum();
    long target = Math.max(1, Math.min(maxPartitionBytes, total / Math.max(1, tasks) + 1));
    List<List<FileSlice>> groups = new ArrayList<>();
    List<FileSlice> group = new ArrayList<>();
    long bytes = 0;
    for (FileSlice slice : slices) {
      if (!group.isEmpty() && bytes + slice.length() > target) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
      }
      group.add(slice);
      bytes += slice.length();
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }
}
