package io.gristmill.jobs.storage;

import io.gristmill.jobs.io.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Binary files that are written once and read by many tasks: the partitions of a similarity join.
 * They work on any Hadoop file system. A retried task writes another file; only the path that a
 * finished task returns is read.
 */
public final class PartFiles implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String folder;
  private final SerializableConfiguration configuration;

  public PartFiles(SparkSession spark, String folder) {
    this.folder = folder;
    this.configuration = new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
  }

  /** Writes a new file and returns its path. */
  public String write(int part, byte[] bytes) {
    Path path = new Path(folder, "part-" + part + "-" + HadoopFiles.unique());
    return HadoopFiles.call(
        path,
        () -> {
          try (FSDataOutputStream out = fileSystem(path).create(path, false)) {
            out.write(bytes);
          }
          return path.toString();
        });
  }

  public byte[] read(String file) {
    Path path = new Path(file);
    return HadoopFiles.call(
        path,
        () -> {
          try (InputStream in = fileSystem(path).open(path)) {
            return in.readAllBytes();
          }
        });
  }

  public void delete(String file) {
    Path path = new Path(file);
    HadoopFiles.call(path, () -> fileSystem(path).delete(path, false));
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return FileSystems.of(path, configuration.value());
  }

  /**
   * A written partition.
   *
   * @param number the number of the partition
   * @param file its path
   * @param size its number of rows
   * @param weight its join cost, in any unit
   */
  public record Part(int number, String file, int size, long weight) implements Serializable {}

  /** A task of a join: two partitions, or one with itself. */
  public record PartPair(Part left, Part right) implements Serializable {
    public boolean isSelfJoin() {
      return left.number() == right.number();
    }
  }

  /**
   * Every unordered pair of partitions, the most expensive first, so that no long task starts last.
   */
  public static List<PartPair> pairs(List<Part> parts) {
    List<PartPair> pairs = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      for (int j = i; j < parts.size(); j++) {
        pairs.add(new PartPair(parts.get(i), parts.get(j)));
      }
    }
    pairs.sort(
        Comparator.comparingDouble((PartPair pair) -> -cost(pair))
            .thenComparingInt(pair -> pair.left().number())
            .thenComparingInt(pair -> pair.right().number()));
    return pairs;
  }

  private static double cost(PartPair pair) {
    double product = (double) pair.left().weight() * pair.right().weight();
    return pair.isSelfJoin() ? product / 2 : product;
  }
}
