package io.gristmill.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchmarkIndexTest {

  private static final NGramSize DEFAULT = new NGramSize(13, 26, 5);
  private static final String LONG =
      "A miller grinds twelve sacks of rye in three hours, and every sack weighs fifty kilograms."
          + " How many kilograms does he grind in one hour?";

  private static BenchmarkIndex index(String... texts) {
    BenchmarkIndex.Builder builder = BenchmarkIndex.builder(DEFAULT);
    for (int i = 0; i < texts.length; i++) {
      builder.add("e" + i, texts[i]);
    }
    return builder.build();
  }

  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
  }

  @Test
  void thirteenWordsInCommonAreAnOverlapAndTwelveAreNone() {
    BenchmarkIndex index = index(words(0, 40));
    assertThat(index.findOverlap("x " + words(20, 33) + " y"))
        .contains(new Overlap("e0", words(20, 33), 13));
    assertThat(index.findOverlap("x " + words(20, 32) + " y " + words(32, 40))).isEmpty();
  }

  @Test
  void caseAndPunctuationDoNotCount() {
    assertThat(index(LONG).findOverlap("Q: " + LONG.toUpperCase(java.util.Locale.ROOT) + "!!!"))
        .get()
        .extracting(Overlap::benchmarkId, Overlap::nGram)
        .containsExactly("e0", "a miller grinds twelve sacks of rye in three hours and every sack");
  }

  @Test
  void aShortTextMatchesOnlyAsAWholeAndAVeryShortOneIsIgnored() {
    BenchmarkIndex index = index("What is the capital of Peru?", "Name a river.", "?!", "");
    assertThat(index.tooShortTexts()).isEqualTo(1);
    assertThat(index.nGramCount()).isEqualTo(1);
    assertThat(index.findOverlap("Tell me: what is the capital of Peru, please?"))
        .contains(new Overlap("e0", "what is the capital of peru", 6));
    assertThat(index.findOverlap("What is the capital of Chile?")).isEmpty();
    assertThat(index.findOverlap("Name a river.")).isEmpty();
  }

  @Test
  void chineseJapaneseAndKoreanAreComparedByCharacter() {
    String chinese = "一个磨坊主三个小时磨十二袋黑麦每袋重五十公斤请问他一小时磨多少公斤";
    BenchmarkIndex index = index(chinese, "방앗간에서 세 시간 동안 호밀 열두 자루를 빻으면 한 시간에 몇 자루를 빻습니까?");
    assertThat(index.findOverlap("请看：" + chinese.substring(3, 29) + "好"))
        .get()
        .extracting(Overlap::benchmarkId, Overlap::units)
        .containsExactly("e0", 26);
    assertThat(index.findOverlap(chinese.substring(3, 28))).isEmpty();
    assertThat(index.findOverlap("다음 물음: 방앗간에서 세 시간 동안 호밀 열두 자루를 빻으면, 한 시간에 몇 자루를 빻습니까"))
        .get()
        .extracting(Overlap::benchmarkId)
        .isEqualTo("e1");
  }

  @Test
  void wordsAndCharactersTogetherCompleteAnNgram() {
    String mixed = "用 alpha beta gamma delta epsilon zeta eta 写一个能把所有行反过来的小程序";
    assertThat(index(mixed).findOverlap("好的 " + mixed).orElseThrow().units()).isEqualTo(19);
  }

  @Test
  void theFirstOfSeveralBenchmarkTextsAndTheEarliestMatchAreReported() {
    BenchmarkIndex index = index(words(50, 80), words(0, 20), words(0, 20));
    assertThat(index.findOverlap(words(0, 20) + " x " + words(50, 80)).orElseThrow().benchmarkId())
        .isEqualTo("e1");
    assertThat(index.nGramCount()).isEqualTo(18 + 8);
  }

  @Test
  void aRecordMayHaveSeveralTexts() {
    BenchmarkIndex index =
        BenchmarkIndex.builder(DEFAULT).add("q", words(0, 15)).add("q", words(20, 35)).build();
    assertThat(index.findOverlap(words(20, 33)).orElseThrow().benchmarkId()).isEqualTo("q");
  }

  @Test
  void emptyAndHugeTextsAreSearched() {
    BenchmarkIndex index = index(LONG, words(0, 200_000));
    assertThat(index.findOverlap("")).isEmpty();
    assertThat(index.findOverlap("w0 ".repeat(1_000_000))).isEmpty();
    assertThat(index.findOverlap("w0 ".repeat(1_000_000) + LONG).orElseThrow().benchmarkId())
        .isEqualTo("e0");
    assertThat(index().findOverlap(LONG)).isEmpty();
  }

  @Test
  void anIndexIsSerializable() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(index(LONG, "What is the capital of Peru?"));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      BenchmarkIndex copy = (BenchmarkIndex) in.readObject();
      assertThat(copy.findOverlap("so: " + LONG)).isEqualTo(index(LONG).findOverlap(LONG));
      assertThat(copy.findOverlap("What is the capital of Peru?")).isPresent();
    }
  }

  @Test
  void invalidSizesAreRejected() {
    assertThatThrownBy(() -> new NGramSize(4, 8, 5))
        .hasMessage(
            "an n-gram needs 1 <= min-ngram-size <= ngram-size and char-ngram-size >= 1, was 5, 4,"
                + " 8");
  }

  @Test
  void settingsAreReadAndAllInvalidOnesAreReported() {
    Problems problems = new Problems();
    DecontaminateConfig defaults =
        DecontaminateConfig.read(Settings.defaults().reader("decontaminate", problems));
    assertThat(defaults)
        .isEqualTo(
            new DecontaminateConfig(
                List.of(),
                List.of(ContaminationField.INSTRUCTION_INPUT),
                List.of(ContaminationField.INSTRUCTION_INPUT, ContaminationField.OUTPUT),
                DEFAULT));
    problems.throwIfAny();
    Settings wrong =
        Settings.load(
            null,
            List.of("decontaminate.min-ngram-size=14", "decontaminate.fields=[answer]"),
            problems);
    DecontaminateConfig.read(wrong.reader("decontaminate", problems));
    assertThat(problems.messages())
        .containsExactlyInAnyOrder(
            "decontaminate.min-ngram-size must be at most ngram-size (13), was 14",
            "decontaminate.fields must be a list of distinct values among instruction, input,"
                + " output, instruction-input, instruction-input-output, was [\"answer\"]");
  }
}
