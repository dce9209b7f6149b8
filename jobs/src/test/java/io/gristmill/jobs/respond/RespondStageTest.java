package io.gristmill.jobs.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigUtil;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.TinyModel;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.jobs.train.generation.Generator;
import io.gristmill.jobs.train.generation.TokenPrompt;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.record.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests answers of a model directory. */
class RespondStageTest {

  @TempDir private static Path folder;
  private static Path model = Path.of("");
  private static StageRun some = new StageRun(List.of(), List.of(), Map.of());

  @BeforeAll
  static void write() throws IOException {
    model = TinyModel.write(Files.createDirectory(folder.resolve("model")), 1);
    some = run(rows(23), 3);
  }

  private static RespondConfig config(Path model, String... more) {
    List<String> all = new ArrayList<>(List.of("respond.model=\"" + model + "\""));
    all.addAll(
        List.of(
            "respond.device=cpu", "training-data.prompt-template=plain", "respond.batch-size=4"));
    all.add("respond.max-new-tokens=12");
    all.addAll(List.of(more));
    Problems problems = new Problems();
    Settings settings = Settings.load(null, all, problems);
    RespondConfig config = RespondConfig.read(settings, problems);
    problems.throwIfAny();
    return config;
  }

  private static RespondStage stage(Path model, String... more) {
    return RespondStage.of(config(model, more), new Configuration());
  }

  private static StageRun run(List<Example> rows, int partitions, String... more) {
    return StageRun.of(stage(model, more), rows, partitions, folder);
  }

  private static List<Example> rows(int count) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String input = i % 3 == 0 ? "" : "곡식 🌾 rye ".repeat(i % 4);
      rows.add(Example.of(7L * i, "Which grain is " + i + "?", input, "Sand " + i));
    }
    return rows;
  }

  private static Example with(Example e, String output, Map<String, String> metadata) {
    return new Example(
        e.id(),
        e.position(),
        e.instruction(),
        e.input(),
        output,
        "mill",
        "",
        List.of(),
        metadata,
        0.5);
  }

  private static List<String> answers(StageRun run) {
    return run.rows().stream().map(row -> row.metadata().get("model_response")).toList();
  }

  private static List<String> rules(StageRun run) {
    return run.rejects().stream().map(row -> row.<String>getAs(RejectsTable.RULE)).toList();
  }

  @Test
  void theAnswersEqualThoseOfTheGenerator() throws IOException {
    assertThat(some.rows()).hasSizeGreaterThan(15);
    assertThat(some.rows().size() + some.rejects().size()).isEqualTo(23);
    ModelDirectory directory = ModelDirectory.open(model);
    try (Tokenizer tokenizer = Tokenizer.open(model);
        Backend backend = Backend.open("cpu");
        Scope scope = backend.open();
        LanguageModel language =
            LanguageModel.of(
                backend, directory.config(), directory.readWeights(scope), Precision.FULL)) {
      List<Integer> ends = List.of(tokenizer.id("<|end|>").getAsInt());
      List<TokenPrompt> prompts =
          some.rows().stream()
              .map(e -> e.instruction() + "\n" + (e.input().isEmpty() ? "" : e.input() + "\n"))
              .map(text -> new TokenPrompt(text, tokenizer.encode(text)))
              .toList();
      assertThat(answers(some))
          .isEqualTo(
              new Generator(backend, language, ends, tokenizer)
                  .generate(prompts, GenerationConfig.greedy(12).withBatchSize(1)).stream()
                      .map(answer -> String.valueOf(answer.text()))
                      .map(text -> io.gristmill.text.PythonText.strip(text))
                      .toList());
    }
  }

  @Test
  void neitherPartitionsNorTheSizeOfABatchChangeAnAnswer() {
    assertThat(run(rows(23), 1).rows()).isEqualTo(some.rows());
    assertThat(run(rows(23), 7).rows()).isEqualTo(some.rows());
    assertThat(run(rows(23), 2, "respond.batch-size=1").rows()).isEqualTo(some.rows());
    assertThat(run(rows(23), 2, "respond.batch-size=16").rows()).isEqualTo(some.rows());
  }

  @Test
  void theModelsChatTemplateRendersThePrompts() throws IOException {
    Path chat = TinyModel.write(Files.createDirectory(folder.resolve("chat")), 1);
    Files.writeString(
        chat.resolve("chat_template.jinja"),
        "{% for m in messages %}{{ m['content'] + '\n' }}{% if m['role'] == 'assistant' %}<|end|>"
            + "{% endif %}{% endfor %}");
    StageRun run =
        StageRun.of(stage(chat, "training-data.prompt-template=chat-template"), rows(1), 1, folder);
    assertThat(answers(run)).containsExactly(answers(some).get(0));
    assertThatThrownBy(() -> stage(model, "training-data.prompt-template=chat-template"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no chat template");
  }

  @Test
  void samplesDependOnlyOnTheSeedAndTheRow() {
    String[] warm = {"respond.temperature=1", "respond.top-k=50", "respond.batch-size=1"};
    StageRun drawn = run(rows(9), 4, warm);
    assertThat(run(rows(9), 1, warm).rows()).isEqualTo(drawn.rows());
    assertThat(answers(drawn)).isNotEqualTo(answers(run(rows(9), 1)));
    Example last = drawn.rows().get(drawn.rows().size() - 1);
    Example alone =
        rows(9).stream().filter(e -> e.id().equals(last.id())).findFirst().orElseThrow();
    assertThat(run(List.of(alone), 1, warm).rows()).containsExactly(last);
    assertThat(answers(run(rows(9), 1, "respond.temperature=1", "respond.top-k=50", "seed=99")))
        .isNotEqualTo(answers(drawn));
  }

  @Test
  void otherColumnsStayUnchanged() {
    Example before = with(rows(1).get(0), "Sand", Map.of("kept", "물레", "split", "test"));
    Example after = run(List.of(before), 1, "respond.model-name=물방아").rows().get(0);
    assertThat(after.metadata())
        .containsEntry("kept", "물레")
        .containsEntry("response_model", "물방아")
        .containsKeys("model_response", "response_finish", "split")
        .hasSize(5);
    assertThat(with(after, after.output(), before.metadata())).isEqualTo(before);
  }

  @Test
  void rowsWithoutAnAnswerAreRejectsWithTheReason() {
    String first = answers(some).get(0);
    List<Example> all = new ArrayList<>(rows(1));
    all.add(Example.of(8, "long " + "x ".repeat(200), "", "a"));
    all.add(
        with(
            Example.of(9, "talk", "", "a"),
            "a",
            Map.of(
                Example.MESSAGES,
                "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"}]")));
    StageRun run =
        run(all, 2, "respond.stop-strings=[" + ConfigUtil.quoteString(first.substring(0, 1)) + "]");
    assertThat(run.rows()).isEmpty();
    assertThat(rules(run))
        .containsExactly("empty-answer", "prompt-too-long", "more-than-one-exchange");
    assertThat(run.rejects().get(1).<String>getAs(RejectsTable.DETAIL))
        .endsWith("tokens; the model takes 96, its answer among them");
    assertThat(run.rejects().get(0).<String>getAs(RejectsTable.STAGE)).isEqualTo("respond");
    assertThat(run.facts()).containsEntry("answered", 0L).containsEntry("compared", 1L);
  }

  @Test
  void answersEqualToTheOutputAreCounted() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < some.rows().size(); i++) {
      Example row = some.rows().get(i);
      String output = i % 2 == 0 ? " " + answers(some).get(i) + "\n" : i % 3 == 0 ? "" : "no";
      rows.add(with(row, output, Map.of("split", i < 5 ? "test" : "train")));
    }
    Map<String, Object> facts = run(rows, 3).facts();
    long equal = (rows.size() + 1) / 2;
    long compared = rows.stream().filter(row -> !row.output().isBlank()).count();
    assertThat(facts)
        .containsEntry("answered", (long) rows.size())
        .containsEntry("equal", equal)
        .containsEntry("compared", compared);
    assertThat(facts.get("exact-match"))
        .isInstanceOfSatisfying(
            Double.class, share -> assertThat(share).isGreaterThan(0.5).isLessThan(1.0));
    assertThat(facts.get("splits"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("test", "train");
    assertThat(some.facts().get("tokens"))
        .isInstanceOfSatisfying(
            Long.class, tokens -> assertThat(tokens).isGreaterThan(answers(some).size()));
  }

  @Test
  void rowsOfOtherSplitsAreRejected() {
    List<Example> rows = new ArrayList<>();
    for (Example row : rows(6)) {
      boolean test = row.position() % 2 == 0;
      rows.add(with(row, "x", test ? Map.of("split", "test") : Map.of()));
    }
    StageRun run = run(rows, 2, "respond.splits=[test]");
    assertThat(run.rows()).extracting(Example::position).containsExactly(0L, 14L, 28L);
    assertThat(rules(run)).containsExactly("not-asked", "not-asked", "not-asked");
    assertThatThrownBy(() -> run(rows, 2, "respond.splits=[test, tset]"))
        .isInstanceOf(UserException.class)
        .hasMessage("respond.splits: no row has tset as its metadata \"split\"");
  }

  @Test
  void anEmptyTableIsAnswered() {
    StageRun run = run(List.of(), 1);
    assertThat(run.rows()).isEmpty();
    assertThat(run.facts()).containsEntry("answered", 0L).doesNotContainKey("exact-match");
  }

  private static List<Example> attempt(Path work, String... more) {
    Dataset<Row> table =
        LocalSpark.session()
            .createDataFrame(
                rows(23).stream().map(ExamplesTable::write).toList(), ExamplesTable.SCHEMA);
    StageResult result = stage(model, more).apply(LocalSpark.context(work.toString(), 23), table);
    return result.rows().orderBy(ExamplesTable.POSITION).collectAsList().stream()
        .map(ExamplesTable::read)
        .toList();
  }

  @Test
  void anAttemptContinuesWithTheMissingParts() throws IOException {
    Path work = folder.resolve("attempt");
    assertThat(attempt(work)).isEqualTo(some.rows());
    Path kept = folder.resolve("attempt-lasting");
    List<Path> parts;
    try (Stream<Path> files = Files.list(kept)) {
      parts = files.sorted().toList();
    }
    assertThat(parts).hasSize(6);
    Files.delete(parts.get(1));
    Files.delete(parts.get(5));
    String facts = Files.readString(parts.get(2));
    Files.writeString(parts.get(2), facts.replaceAll("\"_text\":\"[^\"]", "\"_text\":\"☂"));
    List<Example> again = attempt(work);
    assertThat(again).hasSameSizeAs(some.rows());
    List<Long> changed = new ArrayList<>();
    for (int i = 0; i < again.size(); i++) {
      if (!again.get(i).equals(some.rows().get(i))) {
        changed.add(again.get(i).position() / 7);
      }
    }
    assertThat(changed).isNotEmpty().isSubsetOf(8L, 9L, 10L, 11L);
  }

  @Test
  void theModelMayComeFromAnEarlierStage() {
    StageContext plain = LocalSpark.context(folder.resolve("chain").toString(), 5);
    StageContext context =
        new StageContext(
            plain.spark(),
            new StageContext.Folders(
                plain.folders().work(),
                plain.folders().checkpoint(),
                plain.folders().responses(),
                Map.of("sft", folder.toUri().toString())),
            5,
            List.of(),
            plain.progress());
    Dataset<Row> table =
        LocalSpark.session()
            .createDataFrame(
                rows(5).stream().map(ExamplesTable::write).toList(), ExamplesTable.SCHEMA);
    RespondStage made =
        RespondStage.ofLocation(config(model), ModelLocation.fromStage("sft", "model"));
    List<Example> answered =
        made.apply(context, table).rows().orderBy("position").collectAsList().stream()
            .map(ExamplesTable::read)
            .toList();
    assertThat(answered).isNotEmpty().isEqualTo(some.rows().subList(0, answered.size()));
    RespondStage none =
        RespondStage.ofLocation(config(model), ModelLocation.fromStage("dpo", "model"));
    assertThatThrownBy(() -> none.apply(context, table))
        .hasMessage("respond: the stage dpo has left no model");
  }

  @Test
  void aModelOnAnotherFileSystemIsCopied() {
    Configuration hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    hadoop.setClass("fs.shelf.impl", ShelfFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    String there = "shelf://" + model.toAbsolutePath();
    RespondStage remote =
        RespondStage.of(config(Path.of("x"), "respond.model=\"" + there + "\""), hadoop);
    assertThat(remote.fingerprint()).isEqualTo(stage(model).fingerprint());
    assertThat(StageRun.of(remote, rows(23), 2, folder).rows()).isEqualTo(some.rows());
    assertThatThrownBy(() -> LocalModelCopies.local("shelf://" + folder + "/none", hadoop))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not a model directory");
  }

  /** The local file system under another scheme. */
  public static final class ShelfFileSystem extends org.apache.hadoop.fs.RawLocalFileSystem {
    @Override
    public java.net.URI getUri() {
      return java.net.URI.create("shelf:///");
    }

    @Override
    public String getScheme() {
      return "shelf";
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {}
  }

  @Test
  void theFingerprintDependsOnTheModelNotOnItsPath() throws IOException {
    String here = stage(model).fingerprint();
    Path copy = TinyModel.write(Files.createDirectory(folder.resolve("copy")), 1);
    assertThat(stage(copy, "respond.device=auto").fingerprint()).isEqualTo(here);
    Path other = TinyModel.write(Files.createDirectory(folder.resolve("other")), 2);
    assertThat(stage(other).fingerprint()).isNotEqualTo(here);
    for (String change :
        List.of(
            "respond.bf16=true",
            "respond.batch-size=8",
            "respond.temperature=0.1",
            "respond.splits=[test]",
            "respond.model-name=x",
            "respond.stop-strings=[x]",
            "training-data.prompt-template=alpaca",
            "seed=5")) {
      assertThat(stage(model, change).fingerprint()).as(change).isNotEqualTo(here);
    }
  }

  @Test
  void anotherModelOnAnExecutorIsRefused() {
    LocalModelSpec wrong =
        new LocalModelSpec(model.toString(), "0".repeat(32), config(model), 1, "run");
    assertThatThrownBy(() -> LoadedModel.of(wrong, "cpu", new Configuration()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("differs from the model on the driver");
  }

  @Test
  void invalidSettingsAreReported() {
    assertThatThrownBy(
            () ->
                config(
                    model, "respond.device=tpu", "respond.top-p=0", "respond.stop-strings=[\"\"]"))
        .hasMessageContaining("respond.device must be auto, cpu, cuda or cuda:N")
        .hasMessageContaining("respond.top-p must be above 0")
        .hasMessageContaining("respond.stop-strings must be a list of non-empty texts");
    assertThatThrownBy(() -> stage(folder.resolve("nowhere")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "respond.model: " + folder.resolve("nowhere") + " is not a model directory");
    assertThatThrownBy(() -> stage(model, "training-data.eos-token=nonsense words"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("training-data.eos-token must be one token");
    assertThatThrownBy(() -> stage(model, "training-data.prompt-template=chat-template"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(model + " has no chat template");
  }
}
