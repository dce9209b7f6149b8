package io.gristmill.jobs.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.TinyModel;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.PairSet;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.data.SinglePairs;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.record.Example;
import io.gristmill.tokens.PairTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceStageTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path model = Path.of("");
  private static List<Example> seven = List.of();

  @BeforeAll
  static void write() throws IOException {
    model = TinyModel.write(Files.createDirectory(folder.resolve("model")), 1);
    seven = run(pairs(7), 2).rows();
  }

  private static ReferenceConfig config(Path model, String... more) {
    List<String> all = new ArrayList<>(List.of("reference.model=\"" + model + "\""));
    all.add("reference.device=cpu");
    all.add("training-data.prompt-template=plain");
    all.addAll(List.of(more));
    Problems problems = new Problems();
    Settings settings = Settings.load(null, all, problems);
    ReferenceConfig config = ReferenceConfig.read(settings, problems);
    problems.throwIfAny();
    return config;
  }

  private static Example pair(long position, String question, String chosen, String rejected) {
    Example plain = Example.of(position, question, "", chosen);
    return new Example(
        plain.id(),
        position,
        question,
        "",
        chosen,
        "mill",
        "",
        List.of(),
        Map.of("rejected", rejected, "kept", "물레"),
        0.5);
  }

  private static List<Example> pairs(int count) {
    List<Example> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String tail = " rye".repeat(i % 5);
      pairs.add(pair(i, "Which grain " + i + "?", "Wheat 밀" + tail, "Sand " + i * 7 + tail + tail));
    }
    return pairs;
  }

  private static StageRun run(List<Example> rows, int partitions, String... more) {
    return StageRun.of(ReferenceStage.of(config(model, more)), rows, partitions, folder);
  }

  private static ReferenceLogProbs score(Example example) {
    return ReferenceLogProbs.of(example.metadata()).orElseThrow();
  }

  @Test
  void theLogProbsEqualThoseOfATrainingOnTheSamePairs() throws IOException {
    List<Example> rows = pairs(7);
    StringBuilder lines = new StringBuilder();
    for (Example row : rows) {
      lines.append(
          JSON.createObjectNode()
              .put("instruction", row.instruction())
              .put("chosen", row.output())
              .put("rejected", row.metadata().get("rejected")));
      lines.append('\n');
    }
    Path file = Files.writeString(folder.resolve("pairs.jsonl"), lines);
    ModelDirectory directory = ModelDirectory.open(model);
    try (Tokenizer tokenizer = Tokenizer.open(model);
        Backend backend = Backend.open("cpu");
        Scope scope = backend.open();
        LanguageModel language =
            LanguageModel.of(
                backend, directory.config(), directory.readWeights(scope), Precision.FULL)) {
      PairSet set =
          ReferenceModel.data(config(model), directory, tokenizer)
              .pairs(List.of(file.toString()), reject -> {});
      double[] together =
          language.sequenceLogProbs(scope, set.inOrder(7).batch(0, 0).rows()).logProbs();
      for (int i = 0; i < 7; i++) {
        assertThat(score(seven.get(i)).pair()).isEqualTo(set.id(i));
        assertThat(score(seven.get(i)).chosen()).isCloseTo(together[i], within(1e-4));
        assertThat(score(seven.get(i)).rejected()).isCloseTo(together[7 + i], within(1e-4));
      }
    }
  }

  @Test
  void theLogProbsHaveTheSameBitsForAnyPartitioning() {
    List<Example> more = run(pairs(40), 5).rows();
    assertThat(more).hasSize(40);
    assertThat(more.subList(0, 7)).isEqualTo(seven);
  }

  @Test
  void otherColumnsStayUnchanged() {
    Example scored = seven.get(0);
    assertThat(scored.metadata())
        .containsEntry("kept", "물레")
        .containsEntry("rejected", "Sand 0")
        .hasSize(6);
    assertThat(scored.score()).isEqualTo(0.5);
    assertThat(scored.id()).isEqualTo(pairs(1).get(0).id());
  }

  @Test
  void rowsThatAreNotPairsAreRejectedByTheRulesOfTraining() {
    List<Example> rows = new ArrayList<>(pairs(2));
    rows.add(Example.of(2, "no other answer", "", "a"));
    rows.add(pair(3, "same", "a", "a"));
    rows.add(pair(4, "empty", "a", " "));
    rows.add(pair(5, "long " + "x ".repeat(500), "a", "b"));
    StageRun run = run(rows, 2, "training-data.truncation=drop");
    assertThat(run.rows()).hasSize(2);
    assertThat(run.rejects())
        .extracting(row -> row.<String>getAs(RejectsTable.RULE))
        .containsExactly("no-rejected-answer", "equal-answers", "empty-answer", "too-long");
    Row first = run.rejects().get(0);
    assertThat(first.<String>getAs(RejectsTable.STAGE)).isEqualTo("reference");
    assertThat(first.<String>getAs(RejectsTable.ROW)).contains("no other answer");
    assertThat(first.<Long>getAs(ExamplesTable.POSITION)).isEqualTo(2);
  }

  @Test
  void anEmptyTableIsScored() {
    assertThat(run(List.of(), 1).rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json"})
  void aTrainingReadsTheLogProbsOfItsModelFromTheTable(String format) throws IOException {
    List<Example> scored = seven.subList(0, 3);
    String table = folder.resolve("scored-" + format).toString();
    LocalSpark.session()
        .createDataFrame(scored.stream().map(ExamplesTable::write).toList(), ExamplesTable.SCHEMA)
        .coalesce(1)
        .write()
        .format(format)
        .save(table);
    ReferenceLogProbs first = score(scored.get(0));
    Map<String, ReferenceLogProbs> known = ReferenceLogProbs.read(List.of(table), first.model());
    assertThat(known).hasSize(3);
    assertThat(ReferenceLogProbs.read(List.of(table), "another")).isEmpty();
    try (Tokenizer tokenizer = Tokenizer.open(model)) {
      PairSet set =
          ReferenceModel.data(config(model), ModelDirectory.open(model), tokenizer)
              .pairs(List.of(table), reject -> {});
      assertThat(set.size()).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        assertThat(known).containsEntry(set.id(i), score(scored.get(i)));
      }
    }
  }

  @Test
  void theModelsChatTemplateRendersThePairs() throws IOException {
    String style = "training-data.prompt-template=chat-template";
    assertThatThrownBy(() -> ReferenceStage.of(config(model, style)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(model + " has no chat template");
    Path talking = TinyModel.write(Files.createDirectory(folder.resolve("talking")), 1);
    Path template = talking.resolve("chat_template.jinja");
    Files.writeString(
        template,
        "{% for m in messages %}({{ m.role }}){{ m.content }}<|end|>{% endfor %}"
            + "{% if add_generation_prompt %}(assistant){% endif %}");
    ReferenceStage stage = ReferenceStage.of(config(talking, style));
    List<Example> scored = StageRun.of(stage, pairs(3), 2, folder).rows();
    try (Tokenizer tokenizer = Tokenizer.open(talking)) {
      for (int i = 0; i < 3; i++) {
        String asked = "(user)" + scored.get(i).instruction() + "<|end|>(assistant)";
        PairTokens pair =
            PairTokens.of(
                tokenizer.encode(asked),
                tokenizer.encode(scored.get(i).output() + "<|end|>"),
                tokenizer.encode(scored.get(i).metadata().get("rejected") + "<|end|>"));
        assertThat(score(scored.get(i)).pair()).isEqualTo(SinglePairs.id(pair));
      }
    }
    Files.writeString(template, "!", StandardOpenOption.APPEND);
    assertThat(ReferenceStage.of(config(talking, style)).fingerprint())
        .isNotEqualTo(stage.fingerprint());
  }

  @Test
  void incompleteLogProbsAreIgnored() throws IOException {
    String lines = "{\"metadata\":{\"reference_pair\":\"half\"}}\n{\"other\":1}\n";
    Path file = Files.writeString(folder.resolve("half.jsonl"), lines);
    assertThat(ReferenceLogProbs.read(List.of(file.toString()), "any")).isEmpty();
  }

  @Test
  void theFingerprintDependsOnTheModelNotOnItsPath() throws IOException {
    String here = ReferenceStage.of(config(model)).fingerprint();
    Path copy = TinyModel.write(Files.createDirectory(folder.resolve("copy")), 1);
    assertThat(ReferenceStage.of(config(copy)).fingerprint()).isEqualTo(here);
    Path other = TinyModel.write(Files.createDirectory(folder.resolve("other")), 2);
    assertThat(ReferenceStage.of(config(other)).fingerprint()).isNotEqualTo(here);
    assertThat(ReferenceStage.of(config(model, "reference.bf16=true")).fingerprint())
        .isNotEqualTo(here);
    assertThat(
            ReferenceStage.of(config(model, "training-data.prompt-template=alpaca")).fingerprint())
        .isNotEqualTo(here);
  }

  @Test
  void anotherModelOnAnExecutorIsRefused() {
    ReferenceTask task = new ReferenceTask(config(model), "0".repeat(32), 1, "run");
    assertThatThrownBy(() -> ReferenceModel.of(task, "cpu"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("differs from the model on the driver");
  }

  @Test
  void oneModelServesAllTasksOfAProcessUntilItIsReleased() {
    ReferenceTask task = new ReferenceTask(config(model), score(seven.get(0)).model(), 1, "run");
    ReferenceTask real =
        new ReferenceTask(config(model), task.identity().substring(0, 32), 1, "run");
    ReferenceModel first = ReferenceModel.of(real, "cpu");
    assertThat(ReferenceModel.of(real, "cpu")).isSameAs(first);
    ReferenceModel.release(real);
    ReferenceModel second = ReferenceModel.of(real, "cpu");
    assertThat(second).isNotSameAs(first);
    ReferenceModel.release(real);
  }

  @Test
  void invalidSettingsAreReported() {
    assertThatThrownBy(() -> config(Path.of(""), "reference.device=tpu"))
        .hasMessageContaining("reference.model must be the directory of a model")
        .hasMessageContaining("reference.device must be auto, cpu, cuda or cuda:N");
    assertThatThrownBy(() -> ReferenceStage.of(config(folder.resolve("nowhere"))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not a model directory");
  }
}
