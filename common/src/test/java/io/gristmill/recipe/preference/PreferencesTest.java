package io.gristmill.recipe.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreferencesTest {

  private static final Example ROW = Example.of(0, "Add.", "2, 3", "5");

  private static Preferences recipe(String... settings) {
    Problems problems = new Problems();
    PreferencesConfig config =
        PreferencesConfig.read(
            RecipeTesting.settings(settings).reader("preferences", problems), problems);
    problems.throwIfAny();
    return new Preferences(config, 42, "m");
  }

  private static String rule(Done done) {
    assertThat(done.candidates()).isEmpty();
    assertThat(done.rejections()).hasSize(1);
    return done.rejections().get(0).rule();
  }

  @Test
  void aPoliteRewritingIsChosenAndAnImpoliteOneRejected() {
    for (int i = 0; i < 20; i++) {
      Example row = Example.of(0, "Task " + i, "", "five");
      Candidate made =
          RecipeTesting.answered(recipe().of(row), request -> "other").candidates().get(0);
      boolean polite = "polite".equals(made.metadata().get(MetadataKeys.OPERATION));
      assertThat(made.output()).isEqualTo(polite ? "other" : "five");
      assertThat(made.metadata()).containsEntry(MetadataKeys.REJECTED, polite ? "five" : "other");
      assertThat(made.parents()).isEqualTo(polite ? List.of(row.id()) : List.of());
    }
  }

  @Test
  void bothTonesAreEquallyLikely() {
    long polite =
        IntStream.range(0, 400)
            .mapToObj(i -> Example.of(0, "Task " + i, "", "five"))
            .map(row -> RecipeTesting.answered(recipe().of(row), request -> "other"))
            .filter(
                done ->
                    "polite"
                        .equals(done.candidates().get(0).metadata().get(MetadataKeys.OPERATION)))
            .count();
    assertThat(polite).isBetween(160L, 240L);
  }

  @Test
  void answersThatDifferOnlyInWhiteSpaceAreNoPreference() {
    assertThat(rule(RecipeTesting.answered(recipe().of(ROW), request -> " 5\n")))
        .isEqualTo("equal-answers");
  }

  @Test
  void aRecordWithoutAnOutputHasNoTone() {
    Example empty = Example.of(0, "Add.", "", " ");
    assertThat(rule((Done) recipe().of(empty))).isEqualTo("no-output");
  }

  @Test
  void theFirstBestAndFirstWorstAnswerAreChosen() {
    Map<Integer, String> answers = Map.of(0, "b", 1, "a", 2, "c", 3, "d", 4, "a", 5, "e");
    Map<String, String> scores =
        Map.of("a", "90", "b", "Score: 90/100", "c", "10", "d", "10", "e", "no idea");
    Done done =
        RecipeTesting.answered(
            recipe("preferences.method=judge", "preferences.num-generations=6").of(ROW),
            request -> answer(request, answers, scores));
    Candidate made = done.candidates().get(0);
    assertThat(made.output()).isEqualTo("b");
    assertThat(made.metadata())
        .containsEntry(MetadataKeys.REJECTED, "c")
        .containsEntry(MetadataKeys.CHOSEN_SCORE, "90")
        .containsEntry(MetadataKeys.REJECTED_SCORE, "10")
        .containsEntry(MetadataKeys.OPERATION, "best-of-6");
  }

  private static String answer(
      Request request, Map<Integer, String> answers, Map<String, String> scores) {
    String text = RecipeTesting.text(request);
    int start = text.indexOf("[The Start of Answer]\n");
    if (start < 0) {
      return answers.getOrDefault(request.sample(), "");
    }
    return scores.getOrDefault(text.substring(start + 22, text.indexOf("\n[The End of An")), "");
  }

  @Test
  void tooFewAnswersOrScoresAndEqualScoresAreRejected() {
    Preferences recipe = recipe("preferences.method=judge", "preferences.num-generations=2");
    assertThat(rule(RecipeTesting.answered(recipe.of(ROW), request -> "same")))
        .isEqualTo("too-few-answers");
    assertThat(rule(judged(recipe, "none"))).isEqualTo("unjudged");
    assertThat(rule(judged(recipe, "70"))).isEqualTo("equal-scores");
  }

  private static Done judged(Preferences recipe, String verdict) {
    return RecipeTesting.answered(
        recipe.of(ROW),
        request ->
            RecipeTesting.text(request).contains("[The End of Answer]")
                ? verdict
                : "answer " + request.sample());
  }

  @Test
  void bothModelsGetTheSamePrompt() {
    Preferences recipe = recipe("preferences.method=models", "preferences.rejected-model=small");
    Candidate made =
        RecipeTesting.answered(recipe.of(ROW), request -> "by " + request.model())
            .candidates()
            .get(0);
    assertThat(made.output()).isEqualTo("by m");
    assertThat(made.metadata()).containsEntry(MetadataKeys.REJECTED, "by small");
    Done failed =
        RecipeTesting.run(
            recipe.of(ROW),
            request ->
                request.model().equals("m")
                    ? RecipeTesting.answer("x", io.gristmill.llm.Answer.Finish.STOP)
                    : new RequestOutcome.Failed(Kind.TOO_LONG, "prompt"));
    assertThat(rule(failed)).isEqualTo("request-too-long");
  }

  @Test
  void theSecondModelIsRequired() {
    Problems problems = new Problems();
    PreferencesConfig.read(
        RecipeTesting.settings("preferences.method=models").reader("preferences", problems),
        problems);
    assertThat(problems.messages())
        .containsExactly(
            "preferences.rejected-model must be the name of the second model, since"
                + " preferences.method is models, was null");
  }
}
