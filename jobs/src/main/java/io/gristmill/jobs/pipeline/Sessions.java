package io.gristmill.jobs.pipeline;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.PlainLocalFiles;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens the Spark session of a run with the settings that results and atomic output depend on. */
public final class Sessions {

  private static final String COMMITTER =
      "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version";

  private Sessions() {}

  /**
   * Checks the Spark settings of the user; does not start Spark.
   *
   * @throws UserException when a setting makes unfinished tables visible
   */
  public static void check() {
    SparkConf given = new SparkConf();
    if (given.get(COMMITTER, "1").equals("2")) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          COMMITTER
              + " must be 1, was 2: version 2 shows half-written tables when a job is killed;"
              + " remove the setting");
    }
  }

  /** Opens the session; without {@code spark.master} it uses all cores of this machine. */
  public static SparkSession open(String name) {
    return open(name, conf -> Map.of());
  }

  /**
   * Opens the session.
   *
   * @param needed computes settings that the work needs from those of the user
   */
  public static SparkSession open(String name, Function<SparkConf, Map<String, String>> needed) {
    SparkConf conf = new SparkConf();
    needed.apply(conf).forEach(conf::set);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "gristmill " + name);
    if (isLocal(conf)) {
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing(SHUFFLE_PARTITIONS, shufflePartitions());
    }
    FIXED.forEach(conf::set);
    boolean oneProcess = MASTER_HERE.matcher(conf.get("spark.master")).matches();
    (oneProcess ? OUR_FILES : LOCAL_FILES)
        .forEach((key, value) -> conf.setIfMissing("spark.hadoop." + key, value));
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /**
   * A session for a run inside a program that has one: it shares the Spark context of the given
   * session, neither reads nor changes its settings, and knows none of its temporary views.
   *
   * @param needed computes settings that the work needs from those of the context
   * @throws UserException if the context was started without one of them
   */
  static SparkSession within(SparkSession given, Function<SparkConf, Map<String, String>> needed) {
    SparkConf conf = given.sparkContext().getConf();
    Map<String, String> missing = new TreeMap<>(needed.apply(conf));
    missing.keySet().removeAll(ADVISED);
    missing.entrySet().removeIf(need -> need.getValue().equals(conf.get(need.getKey(), "false")));
    if (MASTER_HERE.matcher(conf.get("spark.master")).matches()) {
      missing.remove("spark.plugins"); // driver and executor are one process
    }
    Problems problems = new Problems();
    missing.forEach(
        (key, value) ->
            problems.add(
                "%s must be %s, was %s, and a running Spark session cannot change it; start Spark"
                    + " with --conf %s=%s",
                key, value, conf.get(key, "not set"), key, value));
    problems.throwIfAny();
    SparkSession session = given.newSession();
    FIXED.forEach((key, value) -> session.conf().set(withoutPrefix(key), value));
    if (!conf.contains(SHUFFLE_PARTITIONS) && isLocal(conf)) {
      session.conf().set(SHUFFLE_PARTITIONS, shufflePartitions());
    }
    return session;
  }

  /** A key of Hadoop as a session knows it; {@code spark.hadoop.} is for a context's settings. */
  private static String withoutPrefix(String key) {
    return key.startsWith("spark.hadoop.") ? key.substring("spark.hadoop.".length()) : key;
  }

  private static boolean isLocal(SparkConf conf) {
    return conf.get("spark.master").toLowerCase(Locale.ROOT).startsWith("local");
  }

  private static String shufflePartitions() {
    return String.valueOf(Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  /** Settings that a run sets when it opens the session and can do without otherwise. */
  private static final Set<String> ADVISED = Set.of("spark.task.maxFailures");

  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";

  /** Local files without checksum files: those lose data that a killed process had flushed. */
  private static final Map<String, String> LOCAL_FILES =
      Map.of(
          "fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem",
          "fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");

  /** The same without a child process per file. Executors elsewhere may not have the class yet. */
  private static final Map<String, String> OUR_FILES = PlainLocalFiles.SETTINGS;

  private static final Pattern MASTER_HERE =
      Pattern.compile("local(\\[.*])?", Pattern.CASE_INSENSITIVE);

  /** Settings for equal semantics on every Spark version, and for atomic output. */
  private static final Map<String, String> FIXED =
      Map.of(
          "spark.sql.session.timeZone",
          "UTC",
          "spark.sql.ansi.enabled",
          "true",
          "spark.sql.caseSensitive",
          "true",
          COMMITTER,
          "1",
          "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs",
          "false",
          "spark.sql.debug.maxToStringFields",
          "100",
          "spark.sql.sources.partitionColumnTypeInference.enabled",
          "false");
}
