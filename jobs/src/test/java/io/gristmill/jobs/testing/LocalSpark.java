package io.gristmill.jobs.testing;

import io.gristmill.jobs.io.PlainLocalFiles;
import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.StageContext;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** One local session with two cores, shared by all tests of a JVM and closed at its end. */
public final class LocalSpark {

  private static final SparkSession SESSION = start();

  private LocalSpark() {}

  public static SparkSession session() {
    return SESSION;
  }

  /** A stage context without a progress display. */
  public static StageContext context(String workFolder, long rows) {
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new StageContext(
        SESSION,
        StageContext.Folders.below(workFolder),
        rows,
        List.of(),
        new Progress(nobody, false));
  }

  private static SparkSession start() {
    SparkSession.Builder builder = SparkSession.builder();
    // As in a run in one process; Hadoop's implementation starts a child process per file.
    PlainLocalFiles.SETTINGS.forEach((key, value) -> builder.config("spark.hadoop." + key, value));
    SparkSession session =
        builder
            .master("local[2]")
            .appName("gristmill tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.session.timeZone", "UTC")
            .config(
                "spark.sql.warehouse.dir",
                System.getProperty("java.io.tmpdir") + "/gristmill-tests")
            .getOrCreate();
    session.sparkContext().setLogLevel("WARN");
    return session;
  }
}
