package io.gristmill.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.DataConfig;
import io.gristmill.jobs.train.data.ExampleSet;
import io.gristmill.jobs.train.data.ModelTokenInfo;
import io.gristmill.jobs.train.data.PairSet;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.record.Example;
import io.gristmill.tokens.TokenExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeStageTest {

  private static final String PLAIN = "training-data.prompt-template=plain";
  private static final String END = "training-data.eos-token=\"<|end|>\"";
  private static final int LIMIT = 40;

  @TempDir Path folder;

  private static Path tokenizer() {
    try {
      return Path.of(
          Objects.requireNonNull(TokenizeStageTest.class.getResource("/tokenizer")).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Settings settings(String... own) {
    List<String> all = new ArrayList<>(List.of(PLAIN, END));
    all.add("tokenize.tokenizer=\"" + tokenizer() + "\"");
    all.add("training-data.max-length=" + LIMIT);
    all.addAll(List.of(own));
    return StageRun.settings(all.toArray(new String[0]));
  }

  private static TokenizeStage stage(Settings settings) {
    Problems problems = new Problems();
    TokenizeConfig config = TokenizeConfig.read(settings, problems);
    problems.throwIfAny();
    return TokenizeStage.of(config, settings);
  }

  /** Rows of several languages; each tenth has no answer, each seventh is too long. */
  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String question = i % 7 == 3 ? "물레방아 ".repeat(LIMIT) + i : "Who grinds sack " + i + " 🌾?";
      String answer = i % 10 == 9 ? " " : "The miller, " + i + " times";
      examples.add(example(2L * i, question, answer, Map.of()));
    }
    return examples;
  }

  private static Example example(
      long position, String question, String answer, Map<String, String> metadata) {
    Example plain = Example.of(position, question, "", answer);
    return new Example(
        plain.id(), position, question, "", answer, "s", "", List.of(), metadata, null);
  }

  private record Made(Path files, List<Row> rows, List<Row> rejects, Map<String, Object> facts) {}

  private Made made(Settings settings, List<Example> examples, int partitions) throws IOException {
    List<Example> shuffled = new ArrayList<>(examples);
    Collections.reverse(shuffled);
    Dataset<Row> table =
        LocalSpark.session()
            .createDataFrame(
                shuffled.stream().map(ExamplesTable::write).toList(), ExamplesTable.SCHEMA)
            .repartition(partitions);
    Path work = Files.createTempDirectory(folder, "work");
    StageResult result =
        stage(settings).apply(LocalSpark.context(work.toString(), examples.size()), table);
    try {
      return new Made(
          Path.of(java.net.URI.create("file://" + result.artifacts().orElseThrow())),
          sorted(result.rows()),
          sorted(result.rejects()),
          result.facts().get());
    } finally {
      result.release().run();
    }
  }

  private static List<Row> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .sorted(Comparator.comparingLong(row -> row.<Long>getAs(ExamplesTable.POSITION)))
        .toList();
  }

  private static List<TokenExample> rows(ExampleSet set) {
    return IntStream.range(0, set.size()).mapToObj(set.store()::get).toList();
  }

  private static TrainingData data(Settings settings, Tokenizer tokenizer) throws IOException {
    Problems problems = new Problems();
    DataConfig config = DataConfig.read(settings.reader("training-data", problems));
    problems.throwIfAny();
    return new TrainingData(
        config,
        new ModelTokenInfo(
            tokenizer,
            SpecialTokens.read(tokenizer(), tokenizer),
            Optional.empty(),
            "t",
            "m",
            300,
            1000));
  }

  private Path alpaca(List<Example> examples) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Example e : examples) {
      lines.add(
          com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
              .objectNode()
              .put("instruction", e.instruction())
              .put("output", e.output())
              .put("rejected", e.metadata().get("rejected"))
              .put("chosen", e.metadata().containsKey("rejected") ? e.output() : null)
              .toString());
    }
    return Files.write(folder.resolve("rows.jsonl"), lines);
  }

  @Test
  void theTrainerReadsTheSameTokensFromTheTableAsFromTheRows() throws Exception {
    Settings settings = settings();
    Made made = made(settings, examples(), 3);
    try (Tokenizer tokenizer = Tokenizer.open(tokenizer())) {
      TrainingData data = data(settings, tokenizer);
      ExampleSet direct = data.examples(List.of(alpaca(examples()).toString()), reject -> {});
      ExampleSet stored = data.examples(List.of(made.files().toString()), reject -> {});
      assertThat(rows(stored)).isEqualTo(rows(direct));
      assertThat(stored.size()).isEqualTo(made.rows().size()).isBetween(40, 59);
      assertThat(made.facts())
          .containsEntry("tokens", direct.report().tokens())
          .containsEntry("labels", direct.report().labels())
          .containsEntry("lost_tokens", direct.report().lostTokens());
    }
  }

  @Test
  void everyRowIsKeptOrRejectedWithAReason() throws Exception {
    Made made = made(settings(), examples(), 4);
    assertThat(made.rows().size() + made.rejects().size()).isEqualTo(60);
    assertThat(made.rejects())
        .allSatisfy(
            row -> {
              boolean empty = row.getAs("rule").equals("empty-answer");
              assertThat(row.<String>getAs("rule"))
                  .isEqualTo(empty ? "empty-answer" : "no-label-left");
              assertThat(row.<Double>getAs("threshold"))
                  .isEqualTo(empty ? null : Double.valueOf(LIMIT));
              assertThat(row.<String>getAs("row")).contains("\"instruction\"");
            })
        .extracting(row -> row.<String>getAs("rule"))
        .contains("empty-answer", "no-label-left");
  }

  @Test
  void theFilesDoNotDependOnThePartitioning() throws Exception {
    Map<String, String> one = FileBytes.hashes(made(settings(), examples(), 1).files());
    assertThat(one).isNotEmpty();
    assertThat(FileBytes.hashes(made(settings(), examples(), 9).files())).isEqualTo(one);
  }

  @Test
  void packedRowsHoldEveryExampleOnceForAnyPartitioning() throws Exception {
    List<Example> examples = new ArrayList<>(examples());
    examples.add(example(PackedRows.BLOCK + 5L, "far", "away", Map.of()));
    String wide = "training-data.max-length=" + 3 * LIMIT;
    Settings settings = settings(wide, "training-data.packing=true", "tokenize.file-format=jsonl");
    Made packed = made(settings, examples, 5);
    Map<String, String> bytes = FileBytes.hashes(packed.files());
    assertThat(bytes).isEqualTo(FileBytes.hashes(made(settings, examples, 1).files()));
    List<String> lines = FileBytes.lines(packed.files().resolve("packed"));
    int kept = packed.rows().size();
    assertThat(lines).hasSizeBetween(kept / 4, kept / 2);
    assertThat(lines).allSatisfy(line -> assertThat(line).contains("\"position_ids\":[0,1,"));
    try (Tokenizer tokenizer = Tokenizer.open(tokenizer())) {
      TrainingData data = data(settings(wide), tokenizer);
      ExampleSet stored = data.examples(List.of(packed.files().toString()), reject -> {});
      ExampleSet direct = data.examples(List.of(alpaca(examples).toString()), reject -> {});
      assertThat(stored.size()).isEqualTo(kept);
      assertThat(stored.report().tokens()).isEqualTo(direct.report().tokens());
      assertThat(stored.report().labels()).isEqualTo(direct.report().labels());
      assertThat(all(stored)).containsExactlyInAnyOrderElementsOf(all(direct));
    }
  }

  private static List<String> all(ExampleSet set) {
    return java.util.stream.IntStream.range(0, set.size())
        .mapToObj(place -> set.store().get(place).toString())
        .toList();
  }

  @Test
  void preferencesBecomePromptsWithTwoAnswers() throws Exception {
    List<Example> pairs =
        List.of(
            example(0, "q", "good", Map.of("rejected", "bad 🌧️")),
            example(1, "q", "good", Map.of("rejected", "good")),
            example(2, "물", "좋다", Map.of("rejected", "나쁘다")),
            example(3, "q", "good", Map.of()));
    Settings settings = settings("tokenize.dataset-type=preferences", "tokenize.file-format=jsonl");
    Made made = made(settings, pairs, 2);
    assertThat(made.rejects())
        .extracting(row -> row.<String>getAs("rule"))
        .containsExactly("equal-answers", "no-rejected-answer");
    try (Tokenizer tokenizer = Tokenizer.open(tokenizer())) {
      TrainingData data = data(settings, tokenizer);
      PairSet stored = data.pairs(List.of(made.files().toString()), reject -> {});
      PairSet direct = data.pairs(List.of(alpaca(pairs).toString()), reject -> {});
      assertThat(stored.size()).isEqualTo(2);
      assertThat(IntStream.range(0, direct.size()).mapToObj(stored::id))
          .containsExactlyElementsOf(
              IntStream.range(0, direct.size()).mapToObj(direct::id).toList());
    }
  }

  private Path templated(String template) throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    if (!Files.exists(model.resolve(Tokenizer.FILE))) {
      Files.copy(tokenizer().resolve(Tokenizer.FILE), model.resolve(Tokenizer.FILE));
    }
    Files.writeString(model.resolve("chat_template.jinja"), template);
    return model;
  }

  @Test
  void aChatTemplateIsSentToTasksAndIsPartOfTheFingerprint() throws Exception {
    String template =
        "{% for m in messages %}({{ m.role }}){{ m.content }}<|end|>{% endfor %}"
            + "{% if add_generation_prompt %}(assistant){% endif %}";
    Path model = templated(template);
    Settings settings =
        settings(
            "tokenize.tokenizer=\"" + model + "\"",
            "training-data.prompt-template=chat-template",
            "training-data.max-length=90");
    String turns =
        "[{\"role\":\"user\",\"content\":\"물\"},{\"role\":\"assistant\",\"content\":\"b 🌾\"},"
            + "{\"role\":\"user\",\"content\":\"c\"},{\"role\":\"assistant\",\"content\":\"d\"}]";
    Made made =
        made(settings, List.of(example(0, "물", "b 🌾", Map.of(Example.MESSAGES, turns))), 1);
    Path rows = folder.resolve("talk.jsonl");
    Files.writeString(rows, "{\"messages\": " + turns + "}\n");
    try (Tokenizer tokenizer = Tokenizer.open(model)) {
      Problems problems = new Problems();
      DataConfig config = DataConfig.read(settings.reader("training-data", problems));
      ModelTokenInfo tokens =
          new ModelTokenInfo(
              tokenizer,
              SpecialTokens.read(model, tokenizer),
              ChatTemplateFiles.find(model),
              "t",
              "m",
              300,
              1000);
      TrainingData data = new TrainingData(config, tokens);
      ExampleSet direct = data.examples(List.of(rows.toString()), reject -> {});
      ExampleSet stored = data.examples(List.of(made.files().toString()), reject -> {});
      assertThat(rows(stored)).isEqualTo(rows(direct));
      assertThat(stored.report().labels())
          .isEqualTo(tokenizer.encode("b 🌾<|end|>").length + tokenizer.encode("d<|end|>").length);
    }
    String first = stage(settings).fingerprint();
    templated(template + "!");
    assertThat(stage(settings).fingerprint()).isNotEqualTo(first);
    Files.delete(model.resolve("chat_template.jinja"));
    assertThatThrownBy(() -> stage(settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(model + " has no chat template");
  }

  @Test
  void noRowIsLostWithoutASplitOrWithAnInvalidSplitName() throws Exception {
    for (String odd : List.of("", "../elsewhere", "훈련")) {
      List<Example> mixed =
          List.of(
              example(0, "a", "b", Map.of("split", "train")),
              example(1, "c", "d", Map.of("split", odd)),
              example(2, "e", "f", Map.of()));
      Made made = made(settings("tokenize.file-format=jsonl"), mixed, 2);
      assertThat(FileBytes.lines(made.files().resolve("tokens"))).as(odd).hasSize(3);
      assertThat(made.files().resolve("tokens/train")).doesNotExist();
    }
  }

  @Test
  void eachSplitHasAFolder() throws Exception {
    List<Example> split =
        List.of(
            example(0, "a", "b", Map.of("split", "train")),
            example(1, "c", "d", Map.of("split", "test")));
    Made made = made(settings(), split, 1);
    try (Stream<Path> folders = Files.list(made.files().resolve("tokens"))) {
      assertThat(folders.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("train", "test");
    }
  }

  @Test
  void theFingerprintDependsOnTokenizerAndSettingsNotOnThePath() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.copy(tokenizer().resolve(Tokenizer.FILE), copy.resolve(Tokenizer.FILE));
    String first = stage(settings()).fingerprint();
    assertThat(stage(settings("tokenize.tokenizer=\"" + copy + "\"")).fingerprint())
        .isEqualTo(first);
    assertThat(stage(settings("training-data.loss-on=all")).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void invalidSettingsAreRefused() {
    Settings none = StageRun.settings("training-data.compatibility=alpaca");
    Problems problems = new Problems();
    TokenizeConfig.read(none, problems);
    assertThat(problems.messages())
        .anySatisfy(m -> assertThat(m).startsWith("tokenize.tokenizer must be a directory"))
        .anySatisfy(m -> assertThat(m).startsWith("training-data.compatibility must be gristmill"));
    assertThatThrownBy(() -> stage(settings("tokenize.tokenizer=\"" + folder + "\"")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tokenizer.json is missing");
  }
}
