package io.gristmill.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.SamplingParams;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The in-process rehearsal: the dependence of its answers on the request, and its injected faults.
 */
class RehearsalModelTest {

  private static final String LIST = "Go on in English:\n1. Name a fruit.\n2. Add 1 and 2.\n3.";

  private static RehearsalModel model() {
    return new RehearsalModel(RehearsalConfig.defaults());
  }

  private static SamplingParams decoding(
      @Nullable Integer most, Double temperature, @Nullable Long seed, String... stop) {
    return new SamplingParams(
        most, temperature, null, null, null, null, seed, List.of(stop), null, null);
  }

  private static Request request(Prompt prompt, SamplingParams decoding) {
    return new Request("m", prompt, decoding, 0);
  }

  private static Request numbered(int i) {
    return new Request("m", Prompt.user("What is " + i + " + 1?"), SamplingParams.DEFAULT, 0);
  }

  @Test
  void equalRequestsGetEqualAnswers() throws Exception {
    Request request = request(Prompt.text(LIST), decoding(1024, 0.7, 5L));
    assertThat(model().answer(request)).isEqualTo(model().answer(request));
  }

  @Test
  void anotherSeedModelNameOrSampleGivesOtherProposals() {
    Set<String> texts = new HashSet<>();
    texts.add(model().reply(request(Prompt.text(LIST), decoding(1024, 0.7, 5L))).text());
    texts.add(model().reply(request(Prompt.text(LIST), decoding(1024, 0.7, 6L))).text());
    texts.add(
        model().reply(new Request("m2", Prompt.text(LIST), decoding(1024, 0.7, 5L), 0)).text());
    texts.add(
        model().reply(new Request("m", Prompt.text(LIST), decoding(1024, 0.7, 5L), 1)).text());
    assertThat(texts).hasSize(4);
  }

  @Test
  void samplesOfOneTaskDiffer() {
    Set<String> answers = new HashSet<>();
    for (int sample = 0; sample < 20; sample++) {
      Request request =
          new Request("m", Prompt.user("What is 20 + 3?"), decoding(50, 1.0, null), sample);
      answers.add(model().reply(request).text());
    }
    assertThat(answers).contains("23").hasSizeGreaterThan(4);
  }

  @Test
  void withoutTemperatureTheAnswerIsTheBareResult() {
    assertThat(model().reply(numbered(41)).text()).isEqualTo("42");
  }

  @Test
  void anUnknownTaskGetsAnAnswerThatSaysItIsARehearsal() {
    Request request = request(Prompt.user("Why is there something?"), SamplingParams.DEFAULT);
    assertThat(model().reply(request).text()).contains("rehearsal");
  }

  @Test
  void anAnswerEndsAtTheFirstStopString() {
    Answer answer =
        model().reply(request(Prompt.text(LIST), decoding(2000, 0.7, 1L, "\n5.", "6.")));
    assertThat(answer.text()).contains("\n4. ").doesNotContain("\n5.");
    assertThat(answer.finish()).isEqualTo(Finish.STOP);
  }

  @Test
  void anAnswerIsTruncatedAtItsTokenLimit() {
    Answer answer = model().reply(request(Prompt.text(LIST), decoding(7, 0.7, 1L)));
    assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
    assertThat(answer.completionTokens()).isEqualTo(7);
  }

  @Test
  void tokensAreCountedInEveryScript() {
    assertThat(TokenCount.count("")).isZero();
    assertThat(TokenCount.count("hello there")).isEqualTo(4);
    assertThat(TokenCount.count("안녕 세상 😀")).isEqualTo(5);
    assertThat(TokenCount.truncate("ab 😀😀 c", 2)).isEqualTo("ab 😀");
    assertThat(TokenCount.truncate("abcdefgh", 1)).isEqualTo("abcd");
  }

  @Test
  void contentFaultsOccurAtTheirRates() {
    RehearsalModel model =
        RehearsalTesting.model(
            "content.truncated=0.05",
            "content.wrong-format=0.1",
            "content.refusal=0.08",
            "content.empty=0.04",
            "content.repeated=0.06");
    Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    for (int i = 0; i < 5000; i++) {
      counts.merge(
          model.faults().contentFault(RequestKey.of(numbered(i)).toString()), 1, Integer::sum);
    }
    assertShare(counts, Fault.TRUNCATED, 0.05);
    assertShare(counts, Fault.WRONG_FORMAT, 0.1);
    assertShare(counts, Fault.REFUSAL, 0.08);
    assertShare(counts, Fault.EMPTY, 0.04);
    assertShare(counts, Fault.REPEATED, 0.06);
  }

  /** Within five standard deviations of the binomial distribution. */
  private static <K> void assertShare(Map<K, Integer> counts, K key, double rate) {
    double share = counts.getOrDefault(key, 0) / 5000.0;
    assertThat(share)
        .as("%s", key)
        .isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / 5000)));
  }

  @Test
  void contentFaultsAreReproducibleAndDetectable() {
    assertThat(bad("empty").text()).isEmpty();
    assertThat(bad("truncated").finish()).isEqualTo(Finish.LENGTH);
    assertThat(bad("refusal").text()).startsWith("I'm sorry");
    assertThat(bad("wrong-format").text()).contains("without any form");
    assertThat(bad("repeated").text()).startsWith("42 42 42 42");
  }

  private static Answer bad(String fault) {
    return RehearsalTesting.model("content." + fault + "=1").reply(numbered(41));
  }

  @Test
  void proposedTasksAreNearDuplicatesOrBlockedAtTheirRates() {
    RehearsalModel model =
        RehearsalTesting.model("content.near-duplicate=0.2", "content.blocklisted=0.1");
    List<String> items =
        IntStream.range(0, 625)
            .mapToObj(i -> request(Prompt.text(LIST), decoding(null, 0.7, (long) i)))
            .flatMap(request -> model.reply(request).text().lines())
            .filter(line -> !line.isBlank())
            .toList();
    assertThat(items).hasSize(5000);
    double near = items.stream().filter(item -> item.endsWith(" Please")).count() / 5000.0;
    double bad =
        items.stream().filter(item -> item.contains("sing the attached ")).count() / 5000.0;
    assertThat(near).isBetween(0.17, 0.23);
    assertThat(bad).isBetween(0.08, 0.14); // a near-duplicate may repeat a forbidden one
  }

  private static RehearsalModel impoliteAt(double share) {
    return RehearsalTesting.model("content.impolite=" + share);
  }

  private static String answer(RehearsalModel model, String prompt) {
    return model.reply(request(Prompt.text(prompt), SamplingParams.DEFAULT)).text();
  }

  @Test
  void impoliteAnswersOccurAtTheirRateReproducibly() {
    RehearsalModel model = impoliteAt(0.3);
    RehearsalModel another = impoliteAt(0.3);
    int impolite = 0;
    for (int i = 0; i < 600; i++) {
      String asked = "Ask someone to fetch book " + i + ".";
      String answer = answer(model, asked);
      assertThat(answer)
          .isIn("Could you please fetch book " + i + "?", "Fetch book " + i + ", right now!")
          .isEqualTo(answer(another, asked));
      impolite += answer.endsWith("!") ? 1 : 0;
    }
    assertThat(impolite).isBetween(180 - 56, 180 + 56); // five standard deviations
  }

  @Test
  void otherAnswersAreNeverImpolite() {
    assertThat(impoliteAt(1).reply(numbered(41)).text()).isEqualTo("42");
  }

  @Test
  void theImpoliteRateHoldsForEveryPromptFormat() {
    String task = "Task: Ask someone to close the window.\n";
    String output = "Examples.\n\nTask: Say hi.\nOutput: Hi.\n\n" + task;
    String label = "Examples.\n\nTask: Say hi.\nClass label: Hi.\n\n" + task;
    String one = "Say N/A where there is none.\nInput:\nOutput:\n" + task;
    String open =
        "### Instruction:\nPhrase the following wish as a polite question.\n\n"
            + "### Input:\nclose the window\n\n### Response:";
    for (String prompt : List.of(output, label, one, open)) {
      assertThat(answer(impoliteAt(1), prompt)).contains("Close the window, right now!");
      assertThat(answer(impoliteAt(0), prompt)).contains("Could you please close the window?");
    }
  }

  @Test
  void aTaskListHasImpoliteAnswersAtTheirRate() {
    String shown = "###\n1. Instruction: Say hi.\n1. Input:\n<noinput>\n1. Output:\nHi.\n";
    RehearsalModel rude = RehearsalTesting.model("families=[request]", "content.impolite=0.5");
    String tasks = answer(rude, "20 tasks.\n" + shown + "###\n2. Instruction:");
    assertThat(tasks.lines().filter(line -> line.endsWith(", right now!")).count())
        .isBetween(3L, 16L);
    assertThat(tasks.lines().filter(line -> line.startsWith("Could you please ")).count())
        .isBetween(3L, 16L);
  }

  @Test
  void transportFaultsOccurAtTheirRatesAndARetryHelps() throws Exception {
    RehearsalModel model =
        RehearsalTesting.model(
            "transport.too-many-requests=0.1",
            "transport.retry-after-seconds=3",
            "transport.server-error=0.05",
            "transport.closed=0.05",
            "transport.malformed=0.05");
    Map<ModelException.Kind, Integer> kinds = new EnumMap<>(ModelException.Kind.class);
    for (int i = 0; i < 5000; i++) {
      try {
        model.answer(numbered(i));
      } catch (ModelException e) {
        kinds.merge(e.kind(), 1, Integer::sum);
        if (e.kind() == ModelException.Kind.RATE_LIMIT) {
          assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        }
        assertThat(eventually(model, numbered(i))).isEqualTo(Integer.toString(i + 1));
      }
    }
    assertShare(kinds, ModelException.Kind.RATE_LIMIT, 0.1);
    assertShare(kinds, ModelException.Kind.UNAVAILABLE, 0.1);
    assertShare(kinds, ModelException.Kind.MALFORMED, 0.05);
  }

  private static String eventually(RehearsalModel model, Request request) throws Exception {
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        return model.answer(request).text();
      } catch (ModelException e) {
        assertThat(e.kind().isRetriable()).isTrue();
      }
    }
    return "never";
  }

  @Test
  void theDefaultsInjectNoFaults() {
    RehearsalConfig config = RehearsalConfig.defaults();
    assertThat(config.rates()).hasSize(Fault.values().length - 1);
    assertThat(config.rates().values()).containsOnly(0.0);
    assertThat(config.families()).isEmpty();
  }

  @Test
  void allInvalidSettingsAreReported() {
    Problems problems = new Problems();
    Settings settings =
        Settings.load(
            null,
            List.of(
                "rehearsal.languages=[en,xx]",
                "rehearsal.families=[telepathy]",
                "rehearsal.content.truncated=0.7",
                "rehearsal.content.empty=0.7",
                "rehearsal.content.impolite=1.1",
                "rehearsal.transport.closed=2"),
            problems);
    RehearsalConfig.read(settings, problems);
    assertThat(problems.messages())
        .anySatisfy(p -> assertThat(p).startsWith("rehearsal.languages must be a list of some of"))
        .anySatisfy(p -> assertThat(p).startsWith("rehearsal.families must be a list of some of"))
        .anySatisfy(p -> assertThat(p).contains("must add up to at most 1"))
        .anySatisfy(p -> assertThat(p).startsWith("rehearsal.content.impolite must be a number"))
        .anySatisfy(p -> assertThat(p).startsWith("rehearsal.transport.closed must be a number"));
  }
}
