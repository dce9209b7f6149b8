package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gristmill.check.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings in printed form, in run.json and in fingerprints. */
class SettingsShownTest {

  @TempDir Path folder;

  private final Problems problems = new Problems();

  private Settings set(String... assignments) {
    return Settings.load(null, List.of(assignments), problems);
  }

  @Test
  void renderedSettingsAreAValidFile() throws IOException {
    Settings settings = set("dedup.threshold=0.9", "ingest.columns.output=\"a.b\"", "seed=-1");
    Path file = folder.resolve("my.conf");
    String rendered = settings.render();
    assertThat(ConfigFactory.parseString(rendered).getDouble("gristmill.dedup.threshold"))
        .isEqualTo(0.9);
    Files.writeString(file, rendered);
    assertThat(Settings.load(file, List.of(), problems).toMap()).isEqualTo(settings.toMap());
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void renderedSettingsKeepCommentsAndLayout() {
    assertThat(set().render()).isEqualTo(ReferenceText.whole().stripTrailing());
    List<String> before = ReferenceText.whole().lines().toList();
    List<String> after =
        set("dedup.threshold=0.9", "mix.weights={ b = 2 }", "curate.stages=[dedup]")
            .render()
            .lines()
            .toList();
    assertThat(after)
        .contains("    threshold = 0.9", "    weights = {\"b\":2}", "    stages = [\"dedup\"]")
        .hasSameSizeAs(before)
        .filteredOn(line -> line.strip().startsWith("#"))
        .isEqualTo(before.stream().filter(line -> line.strip().startsWith("#")).toList());
  }

  @Test
  void portableAssignmentsReproduceSettingsExceptSecrets() {
    Settings settings =
        set(
            "sft.model=\"a // \\\"b\\\" 한글\"",
            "sft.dropout=1e-2",
            "sft.eval-dataset=[a,\"b,c\"]",
            "sft.mlflow.tracking-token=\"env:NAME\"",
            "ingest.columns.output=\"a.b\"",
            "ingest.spark.options.password=hunter2",
            "seed=7");
    List<String> portable = settings.portable(List.of("sft", "seed"));
    assertThat(portable)
        .hasSizeLessThan(9)
        .contains("seed=7", "sft.mlflow.tracking-token=\"env:NAME\"")
        .noneMatch(assignment -> assignment.contains("hunter2"));
    Settings there = Settings.load(null, portable, problems);
    assertThat(there.toMap()).isEqualTo(settings.toMap());
    assertThat(there.canonical("sft")).isEqualTo(settings.canonical("sft"));
  }

  @Test
  void mapHasEveryKeyInOrderWithPlainValues() {
    Map<String, Object> map = set("dedup.threshold=0.9").toMap();
    assertThat(map)
        .containsEntry("dedup.threshold", 0.9)
        .containsEntry("curate.stages", List.of("filter", "novelty", "dedup", "export"))
        .containsEntry("run.output", null)
        .containsEntry("seed", 42);
    assertThat(List.copyOf(map.keySet())).isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "\"fs.s3a.secret.key\"",
        "fs.s3a.secret.key",
        "\"fs.azure.account.key.me.dfs.core.windows.net\"",
        "sfPassword",
        "access_token",
        "apiKey",
        "end-token",
        "apikey",
        "AWS_SECRET_ACCESS_KEY",
        "keyPassphrase",
        "pwd",
        "credentials"
      })
  void secretValuesAreHidden(String name) {
    Settings settings = set("ingest.spark.options." + name + "=\"hunter2\"");
    assertThat(settings.render()).doesNotContain("hunter2").contains("<hidden>");
    assertThat(settings.toMap().toString()).doesNotContain("hunter2").contains("<hidden>");
    assertThat(settings.reader("ingest.spark", problems).map("options")).containsValue("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/x?user=me&password=hunter2&ssl=true,"
        + "jdbc:postgresql://db/x?user=me&password=<hidden>&ssl=true",
    "jdbc:sqlserver://db;pwd=hunter2;encrypt=true,jdbc:sqlserver://db;pwd=<hidden>;encrypt=true",
    "https://me:hunter2@host/path,https://me:<hidden>@host/path"
  })
  void passwordInAUrlIsHidden(String url, String shown) {
    Settings settings = set("ingest.spark.options.url=\"" + url + "\"");
    assertThat(settings.toMap()).containsEntry("ingest.spark.options.url", shown);
    assertThat(settings.render()).doesNotContain("hunter2");
  }

  @Test
  void passwordInAnInputPathIsHidden() {
    Settings settings = set("run.input=[\"ftp://me:hunter2@host/a\", b]");
    assertThat(settings.toMap())
        .containsEntry("run.input", List.of("ftp://me:<hidden>@host/a", "b"));
  }

  @Test
  void ordinaryKeysAreShown() {
    Settings settings =
        set(
            "novelty.word-splitting=ascii",
            "tokenizer.eos-token=\"</s>\"",
            "ingest.spark.options.keyspace=k1",
            "export.dataset-name=\"pwd=x\"");
    assertThat(settings.toMap())
        .containsEntry("novelty.word-splitting", "ascii")
        .containsEntry("tokenizer.eos-token", "</s>")
        .containsEntry("ingest.spark.options.keyspace", "k1")
        .containsEntry("export.dataset-name", "pwd=x");
    assertThat(Settings.defaults().render()).doesNotContain("<hidden>");
  }

  @Test
  void canonicalFormDependsOnValuesNotOnTheirSpelling() {
    String defaults = Settings.defaults().canonical("dedup");
    assertThat(set("dedup.threshold=0.750").canonical("dedup")).isEqualTo(defaults);
    assertThat(set("dedup={ threshold : 0.75 }").canonical("dedup")).isEqualTo(defaults);
    assertThat(set("dedup.threshold=0.76").canonical("dedup")).isNotEqualTo(defaults);
    assertThat(set("novelty.threshold=0.1").canonical("dedup")).isEqualTo(defaults);
  }
}
