package io.gristmill.jobs.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.encode.EncodedRow;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.record.Example;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingDataTest {

  private static final int END = 0;
  private static final int VOCABULARY = 300;

  private Tokenizer tokenizer;
  @TempDir private Path folder;
  private final List<RowReject> rejects = new ArrayList<>();

  @BeforeAll
  void open() throws Exception {
    tokenizer =
        Tokenizer.open(
            Path.of(
                Objects.requireNonNull(TrainingDataTest.class.getResource("/tokenizer")).toURI()));
  }

  @AfterAll
  void close() {
    tokenizer.close();
  }

  private ModelTokenInfo model(int vocabulary, int context) {
    SpecialTokens special =
        new SpecialTokens(OptionalInt.empty(), OptionalInt.of(END), OptionalInt.empty());
    return new ModelTokenInfo(
        tokenizer, special, Optional.empty(), "the-tokenizer", "the-model", vocabulary, context);
  }

  private static DataConfig config(String... settings) {
    Problems problems = new Problems();
    Settings read =
        Settings.load(
            null, Arrays.stream(settings).map(s -> "training-data." + s).toList(), problems);
    DataConfig config = DataConfig.read(read.reader("training-data", problems));
    problems.throwIfAny();
    return config;
  }

  private TrainingData data(int context, String... settings) {
    return new TrainingData(config(settings), model(VOCABULARY, context));
  }

  private ExampleSet examples(int context, String... settings) {
    rejects.clear();
    return data(context, settings).examples(List.of(folder.toString()), rejects::add);
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static String row(String question, String answer) {
    return "{\"instruction\": \"%s\", \"input\": \"\", \"output\": \"%s\"}"
        .formatted(question, answer);
  }

  private int[] tokens(String text, int... more) {
    return IntStream.concat(Arrays.stream(tokenizer.encode(text)), Arrays.stream(more)).toArray();
  }

  private TokenExample plain(String question, String answer) {
    return TokenExample.of(
        tokenizer.encode(question + "\n").length, tokens(question + "\n" + answer, END));
  }

  private static List<TokenExample> all(ExampleSet set) {
    return IntStream.range(0, set.size()).mapToObj(set.store()::get).toList();
  }

  @Test
  void promptTokensEqualTheBeginningOfTrainingRows() {
    assertThat(data(64, "prompt-template=plain").promptTokens("바다는 왜 짠가? 🌊"))
        .isEqualTo(tokens("바다는 왜 짠가? 🌊\n"));
    assertThat(data(64, "prompt-template=chatml").promptTokens("Why?"))
        .isEqualTo(tokens("<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n"));
    assertThat(
            data(64, "prompt-template=plain", "dataset-format=prompt-completion")
                .promptTokens("Why?"))
        .isEqualTo(tokens("Why?"));
  }

  private static Example talk(String... turns) {
    StringBuilder messages = new StringBuilder();
    for (int i = 0; i < turns.length; i++) {
      messages
          .append(i == 0 ? "[" : ", ")
          .append("{\"role\": \"%s\", ".formatted(i % 2 == 0 ? "user" : "assistant"))
          .append("\"content\": \"%s\"}".formatted(turns[i]));
    }
    return new Example(
        "x", 0, turns[0], "", "", "", "", List.of(), Map.of("messages", messages + "]"), null);
  }

  @Test
  void aPromptOmitsTheLastAnswer() {
    Example example = Example.of(3, "Turn it.", "방아 🌾", "no");
    assertThat(data(64, "prompt-template=plain").promptTokens(example))
        .isEqualTo(tokens("Turn it.\n방아 🌾\n"));
    TrainingData chat = data(64, "prompt-template=chatml");
    int[] asked =
        tokens(
            "<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\nb<|im_end|>\n"
                + "<|im_start|>user\nc<|im_end|>\n<|im_start|>assistant\n");
    assertThat(chat.promptTokens(talk("a", "b", "c", "d"))).isEqualTo(asked);
    assertThat(chat.promptTokens(talk("a", "b", "c"))).isEqualTo(asked);
  }

  @Test
  void anExampleThatTheTemplateCannotRenderHasNoPrompt() {
    TrainingData single = data(64, "prompt-template=plain");
    assertThat(single.encodePrompt(talk("a", "b", "c")))
        .isInstanceOfSatisfying(
            EncodedRow.Dropped.class,
            dropped -> assertThat(dropped.reason().rule()).isEqualTo("more-than-one-exchange"));
    assertThatThrownBy(() -> single.promptTokens(talk("a", "b", "c")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("no prompt for \"a\": more-than-one-exchange: ");
    assertThat(single.promptTokens(talk("a"))).isEqualTo(tokens("a\n"));
  }

  private TrainingData templated(String template, String... settings) {
    ModelTokenInfo plain = model(VOCABULARY, 64);
    ModelTokenInfo model =
        new ModelTokenInfo(
            tokenizer,
            plain.specialTokens(),
            Optional.of(new ChatTemplateFiles(Map.of("default", template), Map.of())),
            "t",
            "m",
            VOCABULARY,
            64);
    List<String> all =
        new ArrayList<>(List.of("prompt-template=chat-template", "default-system=\"Be kind.\""));
    all.addAll(List.of(settings));
    return new TrainingData(config(all.toArray(new String[0])), model);
  }

  @Test
  void theModelsChatTemplateRendersRowsPairsAndPrompts() throws Exception {
    String template =
        "{% for m in messages %}({{ m.role }}){{ m.content }}<|end|>{% endfor %}"
            + "{% if add_generation_prompt %}(assistant){% endif %}";
    write("a.jsonl", row("q", "a1 🌾"));
    String open = "(system)Be kind.<|end|>(user)q<|end|>(assistant)";
    TrainingData data = templated(template);
    assertThat(all(data.examples(List.of(folder.toString()), rejects::add)))
        .containsExactly(
            TokenExample.of(tokenizer.encode(open).length, tokens(open + "a1 🌾<|end|>")));
    assertThat(data.promptTokens("q")).isEqualTo(tokens(open));
    write("a.jsonl", "{\"instruction\": \"q\", \"chosen\": \"yes\", \"rejected\": \"no\"}");
    PairSet pairs = data.pairs(List.of(folder.toString()), rejects::add);
    assertThat(pairs.get(0))
        .isEqualTo(
            PairTokens.of(
                tokenizer.encode(open),
                tokenizer.encode("yes<|end|>"),
                tokenizer.encode("no<|end|>")));
    assertThatThrownBy(() -> data(64, "prompt-template=chat-template"))
        .hasMessageContaining("the-tokenizer has no chat template");
  }

  @Test
  void anExceptionOfTheTemplateIsTheReasonOfTheReject() throws Exception {
    write("a.jsonl", row("q", "a"), row("stone", "a"));
    rejects.clear();
    TrainingData data =
        templated(
            "{% for m in messages %}{% if m.content == 'stone' %}{{ raise_exception('no stones')"
                + " }}{% endif %}({{ m.role }}){{ m.content }}{% endfor %}{% if"
                + " add_generation_prompt %}(assistant){% endif %}");
    ExampleSet set = data.examples(List.of(folder.toString()), rejects::add);
    assertThat(set.report().dropped()).containsEntry("refused-by-template", 1L).hasSize(1);
    assertThat(rejects.get(0).detail()).contains("no stones");
    assertThatThrownBy(() -> data.promptTokens("stone"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no stones");
  }

  @Test
  void theLastAnswerOrEveryAnswerIsInTheLoss() throws Exception {
    write(
        "a.jsonl",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\","
            + " \"content\": \"b\"}, {\"role\": \"user\", \"content\": \"c\"}, {\"role\":"
            + " \"assistant\", \"content\": \"d\"}]}");
    int every = all(examples(200, "prompt-template=chatml")).get(0).countLabels(LossOn.ASSISTANT);
    int last =
        all(examples(200, "prompt-template=chatml", "loss-on=response"))
            .get(0)
            .countLabels(LossOn.ASSISTANT);
    assertThat(every).isEqualTo(2 * last).isEqualTo(2 * tokens("d<|im_end|>").length);
  }

  @Test
  void rowsKeepTheOrderOfFilesAndRecordsForAnyCompression() throws Exception {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.jsonl.gz")))) {
      out.write((row("물방앗간", "곡식 🌾") + "\n").getBytes(StandardCharsets.UTF_8));
    }
    write("c.json", "[" + row("q3", "a3") + ",\n" + row("q4", "a4") + "]");
    write("a.jsonl", row("q1", "a1"), row("q1", "a1"));
    parquet("d.parquet", "q5", "a5");
    ExampleSet set = examples(64, "prompt-template=plain");
    assertThat(all(set))
        .containsExactly(
            plain("q1", "a1"),
            plain("q1", "a1"),
            plain("물방앗간", "곡식 🌾"),
            plain("q3", "a3"),
            plain("q4", "a4"),
            plain("q5", "a5"));
    assertThat(set.report().line())
        .startsWith(
            "data: read 6 rows, kept 6, dropped 0; "
                + Arrays.stream(set.store().lengths()).sum()
                + " tokens, ");
    assertThat(set.report().labels())
        .isEqualTo(
            IntStream.range(0, set.store().size())
                .map(row -> set.store().get(row).countLabels(LossOn.RESPONSE))
                .sum());
  }

  private void parquet(String name, String instruction, String output) throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message m { required binary instruction (UTF8); required binary output (UTF8); }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()))
            .withType(type)
            .build()) {
      writer.write(
          new SimpleGroupFactory(type)
              .newGroup()
              .append("instruction", instruction)
              .append("output", output));
    }
    Files.deleteIfExists(folder.resolve("." + name + ".crc"));
  }

  @Test
  void anUnusableRowIsRejectedAndLoadingContinues() throws Exception {
    write(
        "a.jsonl",
        row("q1", "a1"),
        "{\"instruction\": ",
        row("q2", "  "),
        "{\"output\": \"a\"}",
        "{\"input_ids\": []}",
        "{\"input_ids\": [5, 6, 7], \"labels\": [-100, -100, 7]}");
    ExampleSet set = examples(64, "prompt-template=plain");
    assertThat(all(set)).containsExactly(plain("q1", "a1"), TokenExample.of(2, 5, 6, 7));
    assertThat(rejects)
        .extracting(reject -> reject.place() + " " + reject.rule())
        .containsExactly("2 bad-json", "3 empty-answer", "4 missing-field", "5 no-label-left");
    assertThat(rejects.get(1).file()).isEqualTo(folder.resolve("a.jsonl").toString());
    assertThat(rejects.get(1).json()).contains("\"rule\":\"empty-answer\"").contains("q2");
    assertThat(set.report().dropped())
        .containsEntry("bad-json", 1L)
        .containsEntry("no-label-left", 1L)
        .hasSize(4);
  }

  @Test
  void aDataSetWithoutAUsableRowIsRefused() throws Exception {
    write("a.jsonl", "{\"instruction\": \"q\", \"output\": \"\"}");
    assertThatThrownBy(() -> examples(64))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessage(folder + ": no row to train on; all 1 rows were dropped: {empty-answer=1}");
    Files.delete(folder.resolve("a.jsonl"));
    Files.createFile(folder.resolve("empty.jsonl"));
    assertThatThrownBy(() -> examples(64))
        .isInstanceOf(UserException.class)
        .hasMessage(folder + ": no row to train on; all 0 rows were dropped: {}");
  }

  @Test
  void aTokenBeyondTheModelsVocabularyIsRefused() throws Exception {
    write("a.jsonl", "{\"input_ids\": [4, 299]}", "{\"input_ids\": [4, 300]}");
    assertThatThrownBy(() -> examples(64))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageStartingWith("vocabulary mismatch: " + folder.resolve("a.jsonl") + ":2 has")
        .hasMessageContaining("token 300 of tokenizer the-tokenizer, but model the-model has 300");
  }

  @Test
  void truncatedRowsAreCountedAndRowsWithoutLabelsAreDropped() throws Exception {
    write(
        "a.jsonl",
        "{\"input_ids\": [1, 2, 3, 4, 5], \"labels\": [-100, -100, 3, 4, 5]}",
        "{\"input_ids\": [1, 2, 3, 4, 5, 6], \"labels\": [-100, -100, -100, -100, 5, 6]}",
        "{\"input_ids\": [1, 2]}");
    ExampleSet set = examples(4);
    assertThat(all(set)).containsExactly(TokenExample.of(2, 1, 2, 3, 4), TokenExample.of(1, 1, 2));
    assertThat(set.report().line())
        .isEqualTo(
            "data: read 3 rows, kept 2 (1 truncated), dropped 1 (no-label-left 1); 6 tokens, 3 in"
                + " the loss, 7 lost; longest row 4 of at most 4 tokens");
    ExampleSet strict = examples(4, "truncation=drop");
    assertThat(strict.report().dropped()).containsEntry("too-long", 2L);
    assertThatThrownBy(() -> data(4, "max-length=5"))
        .isInstanceOf(UserException.class)
        .hasMessage("training-data.max-length must be at most 4, the model's context, was 5");
  }

  @Test
  void anEpochHasEveryRowOnceInAnOrderSetByTheSeed() throws Exception {
    String[] rows =
        IntStream.range(1, 12)
            .mapToObj(
                n -> "{\"input_ids\": " + IntStream.rangeClosed(1, n + 1).boxed().toList() + "}")
            .toArray(String[]::new);
    write("a.jsonl", rows);
    ExampleSet set = examples(64, "length-group-batches=2", "pad-to-multiple-of=4");
    BatchSource source = set.shuffled(3, 7);
    assertThat(source.size()).isEqualTo(4);
    for (int epoch : new int[] {1, 0, 1}) {
      List<Integer> lengths = new ArrayList<>();
      for (int number = 0; number < source.size(); number++) {
        Batch batch = source.batch(epoch, number);
        assertThat(batch.columns() % 4).isZero();
        lengths.addAll(lengths(batch));
        Batch again = set.shuffled(3, 7).batch(epoch, number);
        assertThat(again.inputIds()).isEqualTo(batch.inputIds());
        assertThat(again.labels()).isEqualTo(batch.labels());
      }
      assertThat(lengths).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
    assertThat(set.shuffled(3, 8).batch(0, 0).inputIds())
        .isNotEqualTo(source.batch(0, 0).inputIds());
    assertThat(lengths(set.inOrder(4).batch(5, 2))).containsExactly(10, 11, 12);
    assertThat(all(set)).isEqualTo(all(examples(64)));
    assertThat(examples(64, "dataloader-drop-last=true").shuffled(3, 7).size()).isEqualTo(3);
    assertThatThrownBy(() -> examples(64, "dataloader-drop-last=true").shuffled(12, 7))
        .hasMessageStartingWith("11 rows do not fill one batch of 12");
  }

  private static List<Integer> lengths(Batch batch) {
    return IntStream.range(0, batch.rows())
        .mapToObj(
            row ->
                (int)
                    IntStream.range(0, batch.columns())
                        .filter(c -> batch.inputIds()[row * batch.columns() + c] != 0)
                        .count())
        .toList();
  }

  @Test
  void packedRowsHoldEveryExampleOnceWithItsOwnPositions() throws Exception {
    write(
        "a.jsonl",
        "{\"input_ids\": [1, 2, 3], \"labels\": [-100, 2, 3]}",
        "{\"input_ids\": [4, 5]}",
        "{\"input_ids\": [6, 7, 8, 9]}");
    BatchSource source = examples(6, "packing=true").inOrder(2);
    assertThat(source.size()).isEqualTo(1);
    Batch batch = source.batch(0, 0);
    assertThat(batch.columns()).isEqualTo(6);
    assertThat(batch.inputIds()).containsExactly(1, 2, 3, 0, 0, 0, 4, 5, 6, 7, 8, 9);
    assertThat(batch.labels())
        .containsExactly(-100, 2, 3, -100, -100, -100, -100, 5, -100, 7, 8, 9);
    assertThat(batch.positionIds()).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 0, 1, 2, 3);
    assertThat(batch.segmentIds()).containsExactly(1, 1, 1, 0, 0, 0, 1, 1, 2, 2, 2, 2);
  }

  @Test
  void compatibilityReproducesTheRowsOfItsTrainer() throws Exception {
    write("a.jsonl", row("Who?", "Me."), row("Where is it?", "Here."));
    Batch book =
        examples(200, "compatibility=llms-from-scratch", "prompt-template=llms-from-scratch")
            .inOrder(2)
            .batch(0, 0);
    int[] whole = tokens(book("Where is it?") + "\n\n### Response:\nHere.", END);
    assertThat(row(book.inputIds(), book.columns(), 1)).startsWith(longs(whole));
    long[] labels = row(book.labels(), book.columns(), 1);
    int prompt = tokenizer.encode(book("Where is it?")).length;
    assertThat(labels[prompt - 1]).isEqualTo(-100);
    assertThat(Arrays.copyOfRange(labels, prompt, whole.length))
        .isEqualTo(longs(Arrays.copyOfRange(whole, prompt, whole.length)));
    Batch alpaca = examples(200, "compatibility=alpaca").inOrder(2).batch(0, 0);
    assertThat(alpaca.rows()).isEqualTo(2);
    assertThat(alpaca.numLabels())
        .isEqualTo(tokens("Me.", END).length + tokens("Here.", END).length);
    assertThatThrownBy(() -> config("compatibility=alpaca", "loss-on=all", "packing=true"))
        .hasMessageContaining("training-data.loss-on must be response")
        .hasMessageContaining("training-data.packing must be false");
  }

  private static String book(String question) {
    return "Below is an instruction that describes a task. Write a response that appropriately"
        + " completes the request.\n\n### Instruction:\n"
        + question;
  }

  private static long[] row(long[] values, int columns, int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  @Test
  void chosenRowsPrecedeRejectedRows() throws Exception {
    write(
        "p.jsonl",
        "{\"prompt_ids\": [1, 2], \"chosen_ids\": [3], \"rejected_ids\": [4, 5]}",
        "{\"prompt_ids\": [6], \"chosen_ids\": [7, 8], \"rejected_ids\": [9]}",
        "{\"prompt_ids\": [6], \"chosen_ids\": [7], \"rejected_ids\": [7]}",
        "{\"instruction\": \"q\", \"output\": \"a\"}");
    rejects.clear();
    PairSet set = data(8).pairs(List.of(folder.toString()), rejects::add);
    assertThat(rejects)
        .extracting(RowReject::rule)
        .containsExactly("equal-answers", "no-rejected-answer");
    PairSource.Pairs pairs = set.inOrder(2).batch(0, 0);
    assertThat(pairs.indices()).containsExactly(0, 1);
    assertThat(pairs.rows().rows()).isEqualTo(4);
    assertThat(pairs.rows().inputIds())
        .containsExactly(1, 2, 3, 0, 6, 7, 8, 0, 1, 2, 4, 5, 6, 9, 0, 0);
    assertThat(pairs.rows().labels())
        .containsExactly(
            -100, -100, 3, -100, -100, 7, 8, -100, -100, -100, 4, 5, -100, 9, -100, -100);
    assertThat(set.report().line())
        .contains("read 4 rows, kept 2")
        .contains("; 9 tokens, 6 in the loss");
    assertThat(set.id(0)).hasSize(32).isNotEqualTo(set.id(1));
    PairSource shuffled = set.shuffled(1, 3);
    assertThat(shuffled.pairs()).isEqualTo(2);
    assertThat(
            IntStream.range(0, shuffled.size())
                .map(number -> shuffled.batch(4, number).indices()[0])
                .sorted()
                .toArray())
        .containsExactly(0, 1);
  }

  @Test
  void pairsEndWithTheEosTokenAndAreTruncatedAsConfigured() throws Exception {
    write("p.jsonl", "{\"prompt\": \"abcdef\", \"chosen\": \"g\", \"rejected\": \"hi\"}");
    PairSet whole = data(64).pairs(List.of(folder.toString()), rejects::add);
    int[] prompt = tokenizer.encode("abcdef");
    assertThat(whole.get(0).prompt()).isEqualTo(prompt);
    assertThat(whole.get(0).chosen()).isEqualTo(tokens("g", END));
    PairSet cut =
        data(5, "truncation-mode=keep-prompt-start")
            .pairs(List.of(folder.toString()), rejects::add);
    assertThat(cut.get(0).prompt()).isEqualTo(Arrays.copyOf(prompt, 2));
    assertThat(cut.report().truncated()).isEqualTo(1);
    assertThat(cut.report().lostTokens()).isEqualTo(prompt.length - 2);
    assertThat(cut.id(0)).isNotEqualTo(whole.id(0));
    assertThatThrownBy(
            () -> data(5, "packing=true").pairs(List.of(folder.toString()), rejects::add))
        .isInstanceOf(UserException.class);
  }

  @Test
  void llmsFromScratchPairsScoreTheHeaderAndNoEosToken() throws Exception {
    write("p.jsonl", "{\"instruction\": \"q\", \"chosen\": \"good\", \"rejected\": \"bad one\"}");
    PairSet set =
        data(200, "compatibility=llms-from-scratch", "prompt-template=llms-from-scratch")
            .pairs(List.of(folder.toString()), rejects::add);
    Batch rows = set.inOrder(1).batch(0, 0).rows();
    int prompt = tokenizer.encode(book("q")).length;
    int[] chosen = tokens(book("q") + "\n\n### Response:\ngood");
    assertThat(row(rows.inputIds(), rows.columns(), 0)).startsWith(longs(chosen));
    long[] labels = row(rows.labels(), rows.columns(), 0);
    assertThat(Arrays.stream(labels).takeWhile(label -> label == -100).count())
        .isEqualTo(prompt + 2);
    assertThat(Arrays.stream(labels).filter(label -> label != -100).count())
        .isEqualTo(chosen.length - prompt - 2);
  }

  @Test
  void aMissingEosTokenIsReported() {
    SpecialTokens none =
        new SpecialTokens(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    ModelTokenInfo model =
        new ModelTokenInfo(tokenizer, none, Optional.empty(), "t", "m", VOCABULARY, 64);
    assertThatThrownBy(() -> new TrainingData(config(), model))
        .hasMessage(
            "training-data.eos-token must be a token or none, was auto: tokenizer t does not name"
                + " an eos_token");
    assertThat(new TrainingData(config("eos-token=\"<|end|>\""), model).eosToken()).hasValue(END);
    assertThat(new TrainingData(config("eos-token=none"), model).eosToken()).isEmpty();
    assertThatThrownBy(() -> new TrainingData(config("bos-token=\"<s>\""), model))
        .hasMessage("training-data.bos-token must be one token of the tokenizer t, was \"<s>\"");
  }
}
