package io.gristmill.jobs.cli;

import static org.apache.spark.sql.functions.col;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.datasets.VersionDiff;
import io.gristmill.jobs.pipeline.Sessions;
import io.gristmill.jobs.pipeline.Versions;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.VersionManifest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, shows and compares the versions that {@code curate --dataset} has published. */
@Command(mixinStandardHelpOptions = true)
final class DatasetsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a subcommand is missing: list, show or diff");
  }

  @Command(
      name = "list",
      description = "List the versions, one per line.",
      mixinStandardHelpOptions = true)
  void list(
      @Parameters(
              paramLabel = "ROOT",
              description = "Directory of the data set (curate --dataset).")
          String root) {
    for (VersionManifest version : existing(root)) {
      print(
          String.format(
              Locale.ROOT,
              "%6d  %,12d rows  %s  %s",
              version.version(),
              version.rows(),
              version.fingerprint(),
              version.run()));
    }
  }

  @Command(
      name = "show",
      description = "Show the inputs and row counts of a version.",
      mixinStandardHelpOptions = true)
  void show(
      @Parameters(
              paramLabel = "ROOT",
              description = "Directory of the data set (curate --dataset).")
          String root,
      @Parameters(
              paramLabel = "VERSION",
              arity = "0..1",
              description = "Number of the version (default: the latest).")
          @Nullable Integer number) {
    VersionManifest version = version(root, number);
    RunRecord run = run(root, version);
    print("version  " + version.version());
    print("created  " + run.ended() + " by gristmill " + run.gristmill() + " " + run.job());
    print("input    " + run.inputs().size() + " files");
    run.inputs().stream()
        .limit(20)
        .forEach(input -> print("         " + input.path() + "  " + input.hash()));
    print(
        String.format(
            Locale.ROOT,
            "rows     %,d read, %,d kept, %,d dropped",
            run.counts().read(),
            run.counts().kept(),
            run.counts().dropped()));
    run.counts()
        .droppedByRule()
        .forEach((rule, n) -> print(String.format(Locale.ROOT, "         %-32s %,12d", rule, n)));
    print("files    " + version.files().size() + " in " + folder(root, version) + "/rows");
  }

  @Command(
      name = "diff",
      description = "Show the rows that a later version added and removed, with the reasons.",
      mixinStandardHelpOptions = true)
  void diff(
      @Parameters(
              paramLabel = "ROOT",
              description = "Directory of the data set (curate --dataset).")
          String root,
      @Parameters(paramLabel = "FROM", description = "The earlier version.") Integer from,
      @Parameters(paramLabel = "TO", description = "The later version.") Integer to,
      @Option(
              names = "--show",
              paramLabel = "N",
              defaultValue = "10",
              description = "Number of added and of removed rows to print (default 10).")
          int limit) {
    VersionManifest earlier = version(root, from);
    VersionManifest later = version(root, to);
    SparkSession spark = Sessions.open("datasets diff");
    try {
      Dataset<Row> rows = table(spark, root, earlier, "rows", ExamplesTable.SCHEMA);
      VersionDiff diff =
          VersionDiff.of(
              rows,
              table(spark, root, later, "rows", ExamplesTable.SCHEMA),
              table(spark, root, later, "rejects", RejectsTable.SCHEMA));
      print(String.format(Locale.ROOT, "added    %,12d", diff.added().count()));
      sample(diff.added(), limit).forEach(row -> print("  + " + brief(row, "source")));
      Map<String, Long> reasons = diff.removedByReason();
      long removed = reasons.values().stream().mapToLong(Long::longValue).sum();
      print(String.format(Locale.ROOT, "removed  %,12d", removed));
      reasons.forEach((reason, n) -> print(String.format(Locale.ROOT, "  %-32s %,12d", reason, n)));
      sample(diff.removed(), limit).forEach(row -> print("  - " + brief(row, VersionDiff.REASON)));
    } finally {
      spark.stop();
    }
  }

  /** The first rows by id, so that the sample is deterministic. */
  private static List<Row> sample(Dataset<Row> rows, int limit) {
    return rows.orderBy(col(ExamplesTable.ID)).limit(limit).collectAsList();
  }

  private static String brief(Row row, String column) {
    String instruction = row.<String>getAs(ExamplesTable.INSTRUCTION).replaceAll("\\s+", " ");
    return row.getAs(ExamplesTable.ID)
        + "  "
        + row.getAs(column)
        + "  "
        + instruction.substring(0, Math.min(60, instruction.length()));
  }

  private static Dataset<Row> table(
      SparkSession spark, String root, VersionManifest version, String name, StructType schema) {
    return TableFormat.ofEnding(version.format())
        .read(spark, schema, folder(root, version) + "/" + name);
  }

  private static String folder(String root, VersionManifest version) {
    boolean absolute = version.run().contains(":") || version.run().startsWith("/");
    return absolute ? version.run() : root + "/" + version.run();
  }

  private static List<VersionManifest> existing(String root) {
    List<VersionManifest> versions = new Versions(files(), root).all();
    if (versions.isEmpty()) {
      throw new UserException(
          ExitCode.INPUT,
          root + " has no published version; give the directory that was curate's --dataset");
    }
    return versions;
  }

  private static VersionManifest version(String root, @Nullable Integer number) {
    List<VersionManifest> versions = existing(root);
    if (number == null) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(version -> version.version() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.INPUT,
                    root
                        + " has no version "
                        + number
                        + ", only 1 to "
                        + versions.get(versions.size() - 1).version()));
  }

  private static RunRecord run(String root, VersionManifest version) {
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder(root, version), "run.json");
    return files()
        .read(file)
        .map(text -> JsonDocument.read(text, RunRecord.class))
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.INPUT,
                    file + " is missing: the run directory of the version was removed or moved"));
  }

  private static HadoopFiles files() {
    return HadoopFiles.open();
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
