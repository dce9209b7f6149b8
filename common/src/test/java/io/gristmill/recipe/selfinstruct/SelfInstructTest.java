package io.gristmill.recipe.selfinstruct;

import static io.gristmill.recipe.RecipeTesting.answer;
import static io.gristmill.recipe.RecipeTesting.answered;
import static io.gristmill.recipe.RecipeTesting.request;
import static io.gristmill.recipe.RecipeTesting.run;
import static io.gristmill.recipe.RecipeTesting.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.PoolRecipe.PoolTask;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.SeedTasks;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfInstructTest {

  private static final List<SeedTask> SEEDS = SeedTasks.defaults();
  private static final Candidate ACCEPTED =
      new Candidate(
          "Sort the grains by size.",
          "",
          "",
          List.of("p1", "p2"),
          Map.of(
              "round",
              "3",
              "prompt",
              "4",
              "original_instruction",
              "Sort the GRAINS by size.",
              "request_prompt",
              "long",
              "request_response",
              "longer",
              "request_finish",
              "stop",
              "most_similar",
              "{}"));

  @Test
  void thePromptShowsEightSeedTasksAndSixOnceThePoolHasTwo() {
    SelfInstruct recipe = recipe();
    assertThat(recipe.selectFewShot(0, 0, 0).picks())
        .hasSize(8)
        .noneMatch(FewShotSelection.Pick::fromPool);
    assertThat(recipe.selectFewShot(0, 0, 1).poolIndexes()).hasSize(1);
    assertThat(recipe.selectFewShot(0, 0, 1).picks()).hasSize(8);
    assertThat(recipe.selectFewShot(9, 7, 50_000).poolIndexes()).hasSize(2);
    assertThat(recipe.selectFewShot(9, 7, 50_000).picks()).hasSize(8);
    assertThat(recipe.selectFewShot(9, 7, 50_000)).isEqualTo(recipe().selectFewShot(9, 7, 50_000));
  }

  @Test
  void theRequestIsAListWithTheSamplingOfSelfInstruct() {
    SelfInstruct recipe = recipe("self-instruct.prompt-form=text");
    FewShotSelection draw = recipe.selectFewShot(2, 5, 2);
    List<PoolTask> pool =
        List.of(new PoolTask("id-a", "Pool task  a:"), new PoolTask("id-b", "Pool task b"));
    Request request = request(recipe.propose(draw, pool));
    List<String> lines = text(request).lines().toList();
    assertThat(lines).hasSize(10).last().isEqualTo("9.");
    for (int i = 0; i < 8; i++) {
      assertThat(lines.get(i + 1)).startsWith(i + 1 + ". ");
    }
    assertThat(lines).anyMatch(line -> line.endsWith(". Pool task a"));
    assertThat(lines).anyMatch(line -> line.endsWith(". Pool task b"));
    assertThat(lines.get(0)).contains("7 more in English");
    assertThat(request.prompt()).isInstanceOf(Prompt.Text.class);
    assertThat(request.model()).isEqualTo("model-x");
    assertThat(request.sampling())
        .isEqualTo(
            new SamplingParams(
                1024,
                0.7,
                0.5,
                null,
                0.0,
                2.0,
                null,
                List.of("\n\n", "\n16", "16.", "16 ."),
                null,
                null));
  }

  @Test
  void aChatPromptIsAUserTurnAfterASystemPrompt() {
    Request request = request(recipe().propose(recipe().selectFewShot(0, 0, 0), List.of()));
    assertThat(((Prompt.Chat) request.prompt()).messages())
        .extracting("role")
        .containsExactly("system", "user");
    assertThat(request.sampling().stop()).containsExactly("\n16.");
  }

  @Test
  void equalPromptsOfLaterRoundsAreDifferentRequests() {
    SelfInstruct recipe = recipe();
    FewShotSelection draw = recipe.selectFewShot(0, 0, 0);
    FewShotSelection later = new FewShotSelection(1, 0, draw.picks());
    Request first = request(recipe.propose(draw, List.of()));
    Request second = request(recipe.propose(later, List.of()));
    assertThat(second.prompt()).isEqualTo(first.prompt());
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void candidatesRecordTheOriginalTheirParentsAndTheCall() {
    SelfInstruct recipe = recipe("self-instruct.prompt-form=text");
    FewShotSelection draw = recipe.selectFewShot(1, 2, 0);
    Done done =
        answered(
            recipe.propose(draw, List.of()),
            r -> " Explain what NASA does.\n10. Draw a mill for me.\n11. Oops");
    assertThat(done.candidates()).hasSize(1);
    Candidate made = done.candidates().get(0);
    assertThat(made.instruction()).isEqualTo("Explain what nasa does.");
    assertThat(made.parents())
        .isEqualTo(draw.picks().stream().map(p -> SEEDS.get(p.index()).recordId()).toList());
    assertThat(made.metadata())
        .containsEntry(MetadataKeys.ORIGINAL_INSTRUCTION, "Explain what NASA does.")
        .containsEntry(MetadataKeys.ROUND, "1")
        .containsEntry(MetadataKeys.PROMPT, "2")
        .containsEntry(MetadataKeys.REQUEST_FINISH, "stop")
        .containsKeys(MetadataKeys.REQUEST_PROMPT, MetadataKeys.REQUEST_RESPONSE);
    assertThat(done.rejections())
        .containsExactly(
            new Rejection("blocklist", "contains \"draw\"", "Draw a mill for me."),
            new Rejection("too-short", "1 words, fewer than 4", "Oops"));
  }

  @Test
  void aGreetingAndARepeatedNumberAreRemoved() {
    SelfInstruct recipe = recipe();
    Exchange exchange = recipe.propose(recipe.selectFewShot(0, 0, 0), List.of());
    for (String text :
        List.of(
            "9. Name a big river.\n10. Name a small river.",
            "1. Name a big river.\n2. Name a small river.",
            "Sure, here are more of them:\n\n9. Name a big river.\n\n10. Name a small river.",
            " Name a big river.\n10. Name a small river.")) {
      assertThat(answered(exchange, r -> text).candidates())
          .extracting(Candidate::instruction)
          .containsExactly("Name a big river.", "Name a small river.");
    }
  }

  @Test
  void aTruncatedAnswerLosesAllOrItsLastItem() {
    String text = " Name a big river.\n10. Name a small ri";
    assertThat(cut(recipe(), text).candidates()).isEmpty();
    assertThat(cut(recipe(), text).rejections())
        .extracting(Rejection::rule)
        .containsExactly("truncated", "truncated");
    Done lastOnly = cut(recipe("self-instruct.on-truncated=drop-last"), text);
    assertThat(lastOnly.candidates()).hasSize(1);
    assertThat(lastOnly.rejections()).extracting(Rejection::rule).containsExactly("truncated");
  }

  @Test
  void otherLanguagesKeepTheirInstructions() {
    SelfInstruct korean = recipe("self-instruct.language=Korean");
    String text = " 다음 문장을 요약해 줘.\n10. 把这句话翻译成英文。";
    assertThat(
            answered(korean.propose(korean.selectFewShot(0, 0, 0), List.of()), r -> text)
                .candidates())
        .hasSize(2);
    assertThat(text(request(korean.propose(korean.selectFewShot(0, 0, 0), List.of()))))
        .contains("Korean");
    SelfInstruct english = recipe();
    assertThat(
            answered(english.propose(english.selectFewShot(0, 0, 0), List.of()), r -> text)
                .rejections())
        .extracting(Rejection::rule)
        .containsExactly("non-ascii-start", "too-short");
  }

  @Test
  void classificationOnlyShowsOnlyClassificationSeedTasks() {
    SelfInstruct recipe = recipe("self-instruct.classification-only=true");
    assertThat(recipe.seeds()).isNotEmpty().allMatch(SeedTask::classification);
    assertThat(
            text(request(recipe.propose(recipe.selectFewShot(0, 0, 0), List.of())))
                .lines()
                .findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains("labels"));
  }

  @Test
  void aYesRequestsLabelsFirstAndYieldsClassificationRecords() {
    Exchange exchange = recipe("self-instruct.prompt-form=text").complete(ACCEPTED);
    assertThat(text(request(exchange)))
        .endsWith("\n\nTask: Sort the grains by size.\nIs it classification?");
    assertThat(request(exchange).sampling())
        .isEqualTo(
            new SamplingParams(
                3, 0.0, null, null, 0.0, 0.0, null, List.of("\n", "Task"), null, null));
    Exchange next = ((Exchange.Ask) exchange).next().apply(List.of(answer(" Yes", Finish.STOP)));
    assertThat(text(request(next))).endsWith("\n\nTask: Sort the grains by size.\n");
    assertThat(text(request(next))).contains("Class label: animal");
    assertThat(request(next).sampling())
        .isEqualTo(
            new SamplingParams(
                300, 0.0, null, null, 0.0, 1.5, null, List.of("Example 6", "Task:"), null, null));
    Done done =
        answered(next, r -> "Class label: small\nGrain: poppy\nClass label: big\nGrain: maize");
    assertThat(done.candidates()).hasSize(2);
    assertThat(done.candidates().get(1))
        .isEqualTo(
            new Candidate(
                "Sort the grains by size.",
                "Grain: maize",
                "big",
                List.of("p1", "p2"),
                Map.of(
                    "round", "3",
                    "prompt", "4",
                    "original_instruction", "Sort the GRAINS by size.",
                    "most_similar", "{}",
                    "is_classification", "true",
                    "instance", "1")));
    assertThat(done.notes())
        .containsEntry(MetadataKeys.CLASSIFICATION_RESPONSE, " Yes")
        .containsEntry(MetadataKeys.INSTANCES_FINISH, "stop")
        .containsEntry(MetadataKeys.INSTANCES_PROMPT, text(request(next)));
  }

  @Test
  void anyOtherAnswerRequestsInputsFirst() {
    for (String no : List.of(" No", "", "Yes.", "Y", "yEs", "네")) {
      Done done =
          answered(
              recipe().complete(ACCEPTED),
              r ->
                  isClassification(r)
                      ? no
                      : "Example 1\nGrains: a\nOutput: " + r.sampling().maxTokens());
      assertThat(done.candidates()).extracting(Candidate::output).containsExactly("350");
      assertThat(done.notes()).containsEntry("is_classification", "false");
    }
  }

  @Test
  void ofTooManyInstancesASampleIsKeptAndTheRestIsRejected() {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 9)
        .forEach(i -> text.append("Example " + i + "\nIn: " + i + "\nOutput: o" + i));
    Done done = answered(recipe().complete(ACCEPTED), r -> text.toString());
    assertThat(done.candidates()).hasSize(5).extracting(Candidate::output).isSorted();
    assertThat(done.rejections())
        .hasSize(4)
        .extracting(Rejection::rule)
        .containsOnly("not-sampled");
    assertThat(answered(recipe().complete(ACCEPTED), r -> text.toString())).isEqualTo(done);
    assertThat(answered(recipe("seed=7").complete(ACCEPTED), r -> text.toString()).candidates())
        .hasSize(5)
        .isNotEqualTo(done.candidates());
  }

  @Test
  void aTaskWithoutInstancesIsRejectedAndItsAnswersAreKept() {
    Done done = answered(recipe().complete(ACCEPTED), r -> "I do not know.");
    assertThat(done.candidates()).isEmpty();
    assertThat(done.rejections()).extracting(Rejection::rule).containsExactly("no-instance");
    assertThat(done.notes()).containsEntry(MetadataKeys.INSTANCES_RESPONSE, "I do not know.");
  }

  @Test
  void aFailedRequestIsARejectionWithItsReason() {
    Done done =
        run(recipe().complete(ACCEPTED), r -> new RequestOutcome.Failed(Kind.TOO_LONG, "no room"));
    assertThat(done.rejections()).containsExactly(new Rejection("request-too-long", "no room", ""));
    Done second =
        run(
            recipe().complete(ACCEPTED),
            r ->
                isClassification(r)
                    ? answer("No", Finish.STOP)
                    : new RequestOutcome.Failed(Kind.REFUSED, "policy"));
    assertThat(second.candidates()).isEmpty();
    assertThat(second.rejections()).containsExactly(new Rejection("request-refused", "policy", ""));
    assertThat(second.notes()).containsEntry(MetadataKeys.CLASSIFICATION_RESPONSE, "No");
  }

  private static boolean isClassification(Request request) {
    return text(request).endsWith("Is it classification?");
  }

  private static Done cut(SelfInstruct recipe, String text) {
    return run(
        recipe.propose(recipe.selectFewShot(0, 0, 0), List.of()), r -> answer(text, Finish.LENGTH));
  }

  private static SelfInstruct recipe(String... assignments) {
    Problems problems = new Problems();
    Settings settings = RecipeTesting.settings(assignments);
    SelfInstructConfig config =
        SelfInstructConfig.read(settings.reader("self-instruct", problems), problems);
    SelfInstruct recipe = new SelfInstruct(config, settings.seed(problems), "model-x", SEEDS);
    problems.throwIfAny();
    return recipe;
  }
}
