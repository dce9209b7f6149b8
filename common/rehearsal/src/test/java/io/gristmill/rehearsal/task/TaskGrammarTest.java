package io.gristmill.rehearsal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.random.RandomStream;
import io.gristmill.similarity.rouge.NoveltyPool;
import io.gristmill.similarity.rouge.WordSplitting;
import io.gristmill.text.PythonText;
import io.gristmill.text.WholeWords;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of distinct tasks, their variety, and their recognition. */
class TaskGrammarTest {

  private static final TaskGrammar RICH = TaskGrammar.of(List.of(), Style.RICH);
  private static final TaskGrammar PLAIN = TaskGrammar.of(List.of(), Style.PLAIN);

  /** The words that Self-Instruct and Alpaca block. */
  private static final WholeWords REFUSED =
      WholeWords.of(
          List.of(
              "image",
              "images",
              "graph",
              "graphs",
              "picture",
              "pictures",
              "file",
              "files",
              "map",
              "maps",
              "draw",
              "plot",
              "go to",
              "video",
              "audio",
              "music",
              "flowchart",
              "diagram"));

  private static Stream<RehearsalTask> tasks(TaskGrammar grammar, Language language, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> grammar.draw(RandomStream.of(7, "test", "task " + i), language));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyDrawnTaskIsRecognizedAndAnsweredEqually(Language language) {
    Stream.concat(tasks(RICH, language, 1500), tasks(PLAIN, language, 700))
        .forEach(
            task ->
                assertThat(answer(task.instruction(), task.input()))
                    .as("%s", task)
                    .contains(task.output()));
  }

  @Test
  void aTaskCapitalizedBySelfInstructIsStillRecognized() {
    assertThat(tasks(RICH, Language.EN, 1500))
        .allSatisfy(
            task ->
                assertThat(TaskGrammar.recognize(PythonText.capitalize(task.instruction()), ""))
                    .as(task.instruction())
                    .isPresent());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theSameStreamGivesTheSameTask(Language language) {
    assertThat(tasks(RICH, language, 200).toList()).isEqualTo(tasks(RICH, language, 200).toList());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void wrongPoliteAndImpoliteVariantsDifferFromTheAnswer(Language language) {
    assertThat(tasks(RICH, language, 500))
        .allSatisfy(
            task -> {
              assertThat(task.wrong()).isNotEqualTo(task.output()).isNotBlank();
              assertThat(task.impolite()).isNotEqualTo(task.polite()).isNotEqualTo(task.output());
              assertThat(task.polite()).contains(task.output());
            });
  }

  @Test
  void fiftyThousandDrawsHoldTensOfThousandsOfDistinctTasks() {
    Set<String> distinct =
        tasks(RICH, Language.EN, 50_000)
            .map(task -> task.instruction() + '\n' + task.input())
            .collect(Collectors.toSet());
    assertThat(distinct).hasSizeGreaterThan(40_000);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLanguageHasAtLeastFortyFamiliesAndManyDistinctTasks(Language language) {
    List<RehearsalTask> tasks = tasks(RICH, language, 4000).toList();
    assertThat(tasks.stream().map(RehearsalTask::family).distinct())
        .hasSizeGreaterThanOrEqualTo(40);
    assertThat(tasks.stream().map(task -> task.instruction() + task.input()).distinct())
        .hasSizeGreaterThan(3000);
    assertThat(tasks).allSatisfy(task -> assertThat(task.language()).isEqualTo(language));
  }

  @Test
  void fromSixtySeedsAtLeastSixHundredOfTwoThousandAreNovel() {
    NoveltyPool pool = new NoveltyPool(WordSplitting.ASCII);
    List<String> texts =
        tasks(RICH, Language.EN, 2060).map(RehearsalTask::instruction).collect(Collectors.toList());
    texts.subList(0, 60).forEach(pool::add);
    int accepted = 0;
    for (String text : texts.subList(60, texts.size())) {
      if (pool.scorer().best(text, pool.size()).score() <= 0.7) {
        pool.add(text);
        accepted++;
      }
    }
    assertThat(accepted).isGreaterThan(600);
  }

  @Test
  void instructionsPassTheRulesOfSelfInstruct() {
    Stream.of(Language.EN, Language.DE, Language.ES)
        .flatMap(language -> tasks(RICH, language, 2000))
        .forEach(
            task -> {
              String text = task.instruction();
              assertThat(REFUSED.findFirst(text)).as(text).isEmpty();
              assertThat(PythonText.countWords(text)).as(text).isBetween(2, 150);
              assertThat(text.codePointAt(0)).as(text).isBetween((int) '0', (int) 'z');
              assertThat(text).doesNotContain("\n").doesNotEndWith(":");
            });
  }

  @Test
  void anOpenTaskGetsInputsWithAnswers() {
    RecognizedTask known = TaskGrammar.recognize("Sum all the numbers given.", "").orElseThrow();
    assertThat(known.isComplete()).isFalse();
    assertThat(known.answer()).isEmpty();
    List<RecognizedTask.Instance> instances = known.instances(RandomStream.of(1, "t", "x"), 4);
    assertThat(instances).hasSize(4).doesNotHaveDuplicates();
    assertThat(instances)
        .allSatisfy(
            instance -> {
              int sum = Stream.of(instance.input().split(", ")).mapToInt(Integer::parseInt).sum();
              assertThat(instance.output()).isEqualTo(Integer.toString(sum));
              assertThat(answer("Sum all the numbers given.", "Numbers: " + instance.input()))
                  .contains(instance.output());
            });
  }

  @Test
  void anUnknownTaskIsNotRecognized() {
    assertThat(TaskGrammar.recognize("Tell me a joke about 🦄 unicorns.", "")).isEmpty();
    assertThat(TaskGrammar.recognize("", "")).isEmpty();
    assertThat(TaskGrammar.recognize("What is the capital of Atlantis?", "")).isEmpty();
    assertThat(TaskGrammar.recognize("농담을 하나 해 주세요.", "")).isEmpty();
  }

  @Test
  void aHugeInstructionIsReadInTime() {
    assertThat(TaskGrammar.recognize("Reverse the list " + "apple, ".repeat(20_000) + "x.", ""))
        .isPresent();
    assertThat(TaskGrammar.recognize("word ".repeat(20_000), "")).isEmpty();
  }

  @Test
  void aGrammarOfSomeFamiliesDrawsOnlyThose() {
    TaskGrammar two = TaskGrammar.of(List.of("capital", "parity"), Style.PLAIN);
    assertThat(tasks(two, Language.KO, 100).map(RehearsalTask::family).distinct())
        .containsExactlyInAnyOrder("capital", "parity");
  }

  @Test
  void anUnknownFamilyIsRejected() {
    assertThatThrownBy(() -> TaskGrammar.of(List.of("telepathy"), Style.RICH))
        .hasMessage("there is no task family telepathy");
  }

  @Test
  void plainTasksAreShort() {
    Set<Integer> lengths = new HashSet<>();
    tasks(PLAIN, Language.EN, 2000)
        .forEach(task -> lengths.add(PythonText.countWords(task.instruction())));
    assertThat(lengths).allSatisfy(length -> assertThat(length).isLessThan(30));
  }

  @Test
  void removingTheToneRestoresTheText() {
    RandomStream random = RandomStream.of(1, "tone", "x");
    String polite = TaskGrammar.setTone(random, Language.EN, true, "The answer is 4.");
    assertThat(polite).isNotEqualTo("The answer is 4.");
    assertThat(TaskGrammar.removeTone(Language.EN, true, polite)).contains("The answer is 4.");
    assertThat(TaskGrammar.removeTone(Language.EN, false, "Nothing to see.")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aRequestIsRecognizedInEitherWordingAndConverted(Language language) {
    assertThat(tasks(TaskGrammar.of(List.of("request"), Style.RICH), language, 300))
        .allSatisfy(
            task -> {
              assertThat(task.polite()).isEqualTo(task.output()).isNotEqualTo(task.impolite());
              assertThat(TaskGrammar.request(true, task.impolite())).contains(task.polite());
              assertThat(TaskGrammar.request(true, task.polite())).contains(task.polite());
              assertThat(TaskGrammar.request(false, task.polite())).contains(task.impolite());
              assertThat(TaskGrammar.request(false, task.impolite())).contains(task.impolite());
            });
  }

  @Test
  void aRequestForAnUnknownErrandKeepsItsWords() {
    assertThat(TaskGrammar.request(true, "fix the bike in Paris, right now!"))
        .contains("Could you please fix the bike in Paris?");
    assertThat(TaskGrammar.request(true, "Fix the bike, right now")).isPresent();
    assertThat(TaskGrammar.request(false, "could you please fix the 🚲?"))
        .contains("Fix the 🚲, right now!");
    assertThat(TaskGrammar.request(true, "CC the boss, right now!"))
        .contains("Could you please CC the boss?");
    assertThat(TaskGrammar.request(false, "Könnten Sie bitte eine DVD brennen?"))
        .contains("Sofort eine DVD brennen, aber dalli!");
    assertThat(TaskGrammar.request(false, "자전거를 고쳐 주시겠습니까?")).contains("자전거를 고쳐! 당장!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "Could you please?",
        "Could you please ?",
        "The answer is 4.",
        "Could you please close the window? Thank you for asking!",
        "How lazy of you to ask. Close the window, right now!",
        "One.\nTwo, right now!",
        "好的。马上！"
      })
  void aTextThatIsNotARequestIsNotConverted(String text) {
    assertThat(TaskGrammar.request(true, text)).isEmpty();
    assertThat(TaskGrammar.request(false, text)).isEmpty();
  }

  private static Optional<String> answer(String instruction, String input) {
    return TaskGrammar.recognize(instruction, input).flatMap(RecognizedTask::answer);
  }
}
