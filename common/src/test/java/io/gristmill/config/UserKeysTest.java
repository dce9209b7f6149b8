package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accepted spellings besides those of reference.conf. */
class UserKeysTest {

  @TempDir Path folder;

  private final Problems problems = new Problems();

  private Settings set(String block, String... assignments) {
    return Settings.load(null, List.of(assignments), block, problems);
  }

  private Settings file(String text, String... assignments) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    return Settings.load(file, List.of(assignments), problems);
  }

  @Test
  void underscoresInKeysCountAsHyphens() throws IOException {
    assertThat(set("", "dedup.rank_by=score").toMap()).containsEntry("dedup.rank-by", "score");
    assertThat(set("", "dedup={max_pairs=7}").toMap()).containsEntry("dedup.max-pairs", 7);
    assertThat(file("dedup { max_pairs = 8 }\nrun.keep_stages = true").toMap())
        .containsEntry("dedup.max-pairs", 8)
        .containsEntry("run.keep-stages", true);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void laterLayerWinsInEitherSpelling() throws IOException {
    assertThat(file("dedup.max-pairs = 8", "dedup.max_pairs=9").toMap())
        .containsEntry("dedup.max-pairs", 9);
    assertThat(file("dedup.max_pairs = 8", "dedup.max-pairs=9").toMap())
        .containsEntry("dedup.max-pairs", 9);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void keyInBothSpellingsIsRefused() throws IOException {
    file("dedup { max_pairs = 8, max-pairs = 9 }");
    assertThat(problems.messages())
        .containsExactly("dedup.max-pairs is also set as max_pairs; keep one of the two");
  }

  @Test
  void namesInAnOpenObjectAreKept() throws IOException {
    Settings settings = file("ingest.spark.options { merge_schema = true }\nmix.weights.a_b = 2");
    assertThat(settings.reader("ingest.spark", problems).map("options"))
        .isEqualTo(Map.of("merge_schema", "true"));
    assertThat(settings.reader("mix", problems).map("weights")).isEqualTo(Map.of("a_b", "2"));
  }

  @Test
  void keysOfTheJobsBlockNeedNoPrefix() {
    assertThat(set("dedup", "threshold=0.9", "fields.output=report", "seed=7").toMap())
        .containsEntry("dedup.threshold", 0.9)
        .containsEntry("dedup.fields.output", "report")
        .containsEntry("seed", 7);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void fullKeyOverridesTheShortOne() {
    assertThat(set("rehearsal", "seed=7").toMap())
        .containsEntry("seed", 7)
        .containsEntry("rehearsal.seed", 42);
  }

  @Test
  void singleValueIsAListOfOneWhereAListIsExpected() throws IOException {
    Settings settings = set("", "curate.stages=dedup", "run.input=a,b");
    assertThat(settings.reader("curate", problems).texts("stages")).containsExactly("dedup");
    assertThat(settings.toMap()).containsEntry("run.input", List.of("a,b"));
    assertThat(settings.canonical("curate"))
        .isEqualTo(set("", "curate.stages=[dedup]").canonical("curate"));
    assertThat(file("curate.stages = export").toMap())
        .containsEntry("curate.stages", List.of("export"));
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void substitutionsInAFileKeepWorking() throws IOException {
    assertThat(file("dedup.max_pairs = 8\nnovelty.threads = ${dedup.max-pairs}").toMap())
        .containsEntry("dedup.max-pairs", 8)
        .containsEntry("novelty.threads", 8);
  }
}
