package io.gristmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.testing.LocalSpark;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entry for Java programs, in a session with other settings. */
class CurationPipelineTest {

  private static final List<String> RECORDS =
      List.of(
          record("Explain how a mill turns grain into flour.", "Stones crush it."),
          record("Explain how a mill turns grain into flour!", "Stones crush it."),
          record("Name three grains.", "Rye, wheat and oats."),
          record("Name the miller.", ""));

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session().newSession();

  @BeforeEach
  void writeInput() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve("data/records.jsonl"), RECORDS);
    spark.conf().set("spark.sql.session.timeZone", "Asia/Seoul");
    spark.conf().set("spark.sql.ansi.enabled", "false");
    spark.conf().set("spark.sql.caseSensitive", "false");
  }

  private static String record(String instruction, String output) {
    return "{\"instruction\":\"" + instruction + "\",\"output\":\"" + output + "\"}";
  }

  private CurationPipeline pipeline(String output) {
    return CurationPipeline.create()
        .input(folder + "/data/*.jsonl")
        .stages("filter", "dedup")
        .output(folder + "/" + output);
  }

  @Test
  void theExampleOfTheJavadocRuns() throws Exception {
    String source =
        Files.readString(Path.of("src/main/java/io/gristmill/jobs/CurationPipeline.java"));
    Matcher example =
        Pattern.compile("<pre>\\{@code\n(.*?)\\* }</pre>", Pattern.DOTALL).matcher(source);
    assertThat(example.find()).isTrue();
    String code = example.group(1).replaceAll("(?m)^ \\* ?", "").strip();
    assertThat(code.lines().count()).isEqualTo(10);
    assertThat(Files.readString(Path.of("README.md"))).contains(code);
    Path file = folder.resolve("Example.java");
    Files.writeString(
        file,
        "import io.gristmill.jobs.*;\npublic class Example {\n"
            + "public static void run(org.apache.spark.sql.SparkSession spark) {\n"
            + code.replace("\"data/", "\"" + folder + "/data/")
                .replace("\"out/", "\"" + folder + "/out/")
            + "\n}\n}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    assertThat(compiler.run(null, null, null, "-proc:none", "-cp", classPath, file.toString()))
        .isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method run = loader.loadClass("Example").getMethod("run", SparkSession.class);
      run.invoke(null, spark);
    }
    assertThat(folder.resolve("out/curated/export")).exists();
  }

  @Test
  void returnsTablesCountsAndDirectories() {
    CurationResult result = pipeline("run").set("dedup.write-pairs", true).run(spark);
    assertThat(
            result
                .rows()
                .select("instruction")
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder(
            "Explain how a mill turns grain into flour.", "Name three grains.");
    assertThat(result.rejects().count()).isEqualTo(2);
    assertThat(result.pairs().orElseThrow().count()).isEqualTo(1);
    assertThat(result.counts().dropped()).isEqualTo(2);
    assertThat(result.stages().get(2).dropped()).containsEntry("near-duplicate", 1L);
    assertThat(result.modelDirectory("sft")).isEmpty();
    assertThat(result.version()).isEmpty();
    assertThat(result.toString()).contains("read 4 rows, kept 2, dropped 2");
    assertThat(pipeline("run").set("dedup.write-pairs", true).run(spark).unchanged()).isTrue();
    assertThat(pipeline("plain").run(spark).pairs()).isEmpty();
  }

  @Test
  void leavesTheSessionAsItIs() {
    SparkSession.setActiveSession(spark);
    pipeline("run").run(spark);
    assertThat(spark.sparkContext().isStopped()).isFalse();
    assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("Asia/Seoul");
    assertThat(spark.conf().get("spark.sql.ansi.enabled")).isEqualTo("false");
    assertThat(SparkSession.active()).isSameAs(spark);
    SparkSession.clearActiveSession();
  }

  @Test
  void reportsAllProblemsAtOnce() {
    CurationPipeline wrong =
        pipeline("run").stages("filter", "dedupe").set("dedup.treshold", 0.9).set("seed", "x");
    UserException failure = catchThrowableOfType(UserException.class, () -> wrong.run(spark));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(failure.problems())
        .hasSize(3)
        .anySatisfy(problem -> assertThat(problem).contains("did you mean dedup?"))
        .anySatisfy(problem -> assertThat(problem).contains("dedup.treshold"))
        .anySatisfy(problem -> assertThat(problem).contains("seed"));
    CurationPipeline empty = CurationPipeline.create().stages("filter").output(folder + "/none");
    assertThat(catchThrowableOfType(UserException.class, () -> empty.run(spark)))
        .hasMessageContaining("call input(...)");
  }

  @Test
  void readsAConfiguration() throws IOException {
    Path file = folder.resolve("pipeline.conf");
    Files.writeString(file, "curate.stages = [filter]\nrun.format = jsonl\nfilter.preset = none\n");
    CurationResult result =
        CurationPipeline.fromConfig(file.toString())
            .input(folder + "/data/records.jsonl")
            .output(folder + "/configured")
            .run(spark);
    assertThat(result.stages())
        .extracting(stage -> stage.name())
        .containsExactly("ingest", "filter");
    assertThat(result.rows().count()).isEqualTo(result.counts().kept());
  }

  @Test
  void readsRowsOfTheProgramInAnyOrder() {
    Dataset<Row> rows = spark.read().json(folder + "/data");
    CurationResult first = rowsRun("a", rows);
    CurationResult same = rowsRun("a", rows.repartition(3).orderBy(rows.col("output").desc()));
    assertThat(same.unchanged()).isTrue();
    CurationResult fewer = rowsRun("b", rows.where("output <> ''"));
    assertThat(fewer.counts().read()).isEqualTo(3);
    assertThat(first.counts().read()).isEqualTo(4);
    assertThat(first.rows().select("source").distinct().head().getString(0)).isEqualTo("mine");
    assertThat(first.rows().select("id").collectAsList())
        .containsExactlyInAnyOrderElementsOf(fewer.rows().select("id").collectAsList());
  }

  private CurationResult rowsRun(String output, Dataset<Row> rows) {
    return CurationPipeline.create()
        .input(rows, "mine")
        .stages("filter")
        .output(folder + "/" + output)
        .run(spark);
  }
}
