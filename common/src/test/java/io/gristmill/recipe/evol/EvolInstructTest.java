package io.gristmill.recipe.evol;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.Rejection;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvolInstructTest {

  private static final Example ROW = Example.of(0, "Add the numbers.", "2, 3", "5");

  private static EvolInstruct recipe(String... settings) {
    Problems problems = new Problems();
    EvolInstructConfig config =
        EvolInstructConfig.read(
            RecipeTesting.settings(settings).reader("evol-instruct", problems), problems);
    problems.throwIfAny();
    return new EvolInstruct(config, 42, "m");
  }

  /** A fake model that recognizes the kind of prompt: evolving, judging or answering. */
  private static Function<Request, String> scripted(
      Function<String, String> evolve, String judge, String answer) {
    return request -> {
      String text = RecipeTesting.text(request);
      if (text.contains("Prompt#:\n")) {
        int start = text.indexOf("#The Given Prompt#:\n") + "#The Given Prompt#:\n".length();
        return evolve.apply(text.substring(start, text.lastIndexOf("\n\n#")));
      }
      return text.contains("[The End of Second Instruction]") ? judge : answer;
    };
  }

  @Test
  void eachEvolutionStartsFromThePreviousOneAsItsParent() {
    Done done =
        RecipeTesting.answered(
            recipe("evol-instruct.num-evolutions=3", "evol-instruct.mutation-order=round-robin")
                .of(ROW),
            scripted(task -> task + " Harder!", "Not Equal", "Five it is."));
    assertThat(done.rejections()).isEmpty();
    assertThat(done.candidates().stream().map(Candidate::instruction))
        .containsExactly(
            "Add the numbers.\n\n2, 3 Harder!",
            "Add the numbers.\n\n2, 3 Harder! Harder!",
            "Add the numbers.\n\n2, 3 Harder! Harder! Harder!");
    assertThat(done.candidates().stream().map(c -> c.metadata().get(MetadataKeys.OPERATION)))
        .containsExactly("add-constraints", "deepen", "concretize");
    assertThat(done.candidates().stream().map(c -> c.metadata().get(MetadataKeys.ROUND)))
        .containsExactly("1", "2", "3");
    Candidate first = done.candidates().get(0);
    assertThat(first.parents()).containsExactly(ROW.id());
    assertThat(done.candidates().get(1).parents())
        .containsExactly(ContentId.of(first.instruction(), "", first.output(), ""));
  }

  @Test
  void aFailedEvolutionIsRetriedFromTheSameParent() {
    int[] calls = {0};
    Done done =
        RecipeTesting.answered(
            recipe("evol-instruct.num-evolutions=3").of(ROW),
            scripted(task -> calls[0]++ == 1 ? task : task + "!", "Not Equal", "Five it is."));
    assertThat(done.candidates().stream().map(Candidate::instruction))
        .containsExactly("Add the numbers.\n\n2, 3!", "Add the numbers.\n\n2, 3!!");
    assertThat(done.candidates().stream().map(c -> c.metadata().get(MetadataKeys.ROUND)))
        .containsExactly("1", "3");
    assertThat(done.rejections().stream().map(Rejection::rule)).containsExactly("unchanged");
    assertThat(done.rejections().get(0).detail()).startsWith("round 2, ");
  }

  @Test
  void mutationsAreDrawnBySeedRecordAndEvolution() {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Example row = Example.of(0, "Task number " + i, "", "x");
      drawn.addAll(
          RecipeTesting.answered(
                  recipe().of(row), scripted(task -> task + "!", "Not Equal", "Five it is."))
              .candidates()
              .stream()
              .map(c -> String.valueOf(c.metadata().get(MetadataKeys.OPERATION)))
              .toList());
    }
    assertThat(drawn)
        .hasSize(160)
        .contains("add-constraints", "deepen", "concretize", "increase-reasoning")
        .contains("complicate-input", "mutate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Equal", "equal.", "**Equal**", " EQUAL\n"})
  void anEqualVerdictMeansNoGain(String verdict) {
    Done done =
        RecipeTesting.answered(
            recipe("evol-instruct.num-evolutions=1").of(ROW),
            scripted(t -> t + "!", verdict, "Five."));
    assertThat(done.rejections().stream().map(Rejection::rule)).containsExactly("no-gain");
    assertThat(
            RecipeTesting.answered(
                    recipe("evol-instruct.num-evolutions=1", "evol-instruct.judge-gain=false")
                        .of(ROW),
                    scripted(t -> t + "!", verdict, "Five it is."))
                .candidates())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Not Equal", "not equal.", "I cannot tell.", "They are unequal", "다름"})
  void anyOtherVerdictMeansAGain(String verdict) {
    assertThat(EvolChain.saysEqual(verdict)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, I cannot.",
        "Sorry!",
        "Es tut mir leid, das weiß ich nicht.",
        "죄송하지만 그 요청은 도와드릴 수 없습니다.",
        "很抱歉，我无法帮助您完成这个请求。"
      })
  void aShortAnswerWithAnApologyIsEliminated(String answer) {
    assertThat(ruleOfAnswer(answer)).isEqualTo("apology");
    assertThat(ruleOfInstruction(answer)).isEqualTo("apology");
  }

  @Test
  void aLongAnswerOrAnInstructionMayMentionAnApology() {
    assertThat(ruleOfAnswer("Dear Sir, we are sorry. " + "More words follow. ".repeat(30)))
        .isEmpty();
    assertThat(ruleOfInstruction("Write a letter that says sorry for the noise.")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "!?", "It is what it is.", "그 이 저", "的了在", "the -- of 'it'", "—"})
  void anAnswerOfStopWordsAndPunctuationIsEliminated(String answer) {
    assertThat(ruleOfAnswer(answer)).isEqualTo("stop-words-only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"No", "an", "42", "是的", "below", "The.", "네, 맞습니다.", "It is 4."})
  void aSingleWordOrANumberIsAnAnswer(String answer) {
    assertThat(ruleOfAnswer(answer)).isEmpty();
  }

  @Test
  void wordsOfThePromptAreCopiedOnlyIfTheParentLacksThem() {
    assertThat(ruleOfInstruction("#Rewritten Prompt#: Add them.")).isEqualTo("copied-prompt");
    assertThat(ruleOfInstruction("As the GIVEN PROMPT says, add.")).isEqualTo("copied-prompt");
    Elimination rules = elimination();
    assertThat(rules.judgeInstruction("What is a given prompt?", "Why is it a given prompt?"))
        .isEmpty();
  }

  private static Elimination elimination() {
    Problems problems = new Problems();
    return EvolInstructConfig.read(
            RecipeTesting.settings().reader("evol-instruct", problems), problems)
        .elimination();
  }

  private static String ruleOfAnswer(String answer) {
    return elimination().judgeAnswer(answer).map(Rejection::rule).orElse("");
  }

  private static String ruleOfInstruction(String evolved) {
    return elimination().judgeInstruction("Add.", evolved).map(Rejection::rule).orElse("");
  }

  @Test
  void aConversationAndATruncatedAnswerAreRejected() {
    Example talk =
        new Example("id", 0, "a", "", "b", "", "", List.of(), Map.of(Example.MESSAGES, "[]"), null);
    assertThat(((Done) recipe().of(talk)).rejections().get(0).rule()).isEqualTo("conversation");
    Done cut =
        RecipeTesting.run(
            recipe("evol-instruct.num-evolutions=2").of(ROW),
            request -> RecipeTesting.answer("x", Answer.Finish.LENGTH));
    assertThat(cut.rejections().stream().map(Rejection::rule))
        .containsExactly("truncated", "truncated");
  }
}
