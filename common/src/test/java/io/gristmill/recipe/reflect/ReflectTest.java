package io.gristmill.recipe.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.Rejection;
import io.gristmill.record.Example;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectTest {

  private static final Example ROW = Example.of(0, "Add 2 and 3.", "", "5");

  private static Reflect recipe(String... settings) {
    Problems problems = new Problems();
    ReflectConfig config =
        ReflectConfig.read(RecipeTesting.settings(settings).reader("reflect", problems), problems);
    problems.throwIfAny();
    return new Reflect(config, "m");
  }

  @Test
  void anAnswerMayContainTheWordEnd() {
    assertThat(Reflections.betterAnswer("1. Poor. [Better Answer] In the End, Endymion. [End]"))
        .contains("In the End, Endymion.");
    assertThat(Reflections.betterAnswer("[Better Answer] Weekend plans")).contains("Weekend plans");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no marker",
        "[Better Answer] [End]",
        "[Better Answer] your answer [End]",
        "[Better Answer] N/A [End]",
        "[Better Answer] a [End] [Better Answer] b [End]"
      })
  void zeroOrSeveralAnswersAreNotExtracted(String critique) {
    assertThat(Reflections.betterAnswer(critique)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[New Instruction] a [End]",
        "[New Answer] b [End]",
        "[New Instruction] your instruction [End] [New Answer] b [End]",
        "[New Instruction] a [End] [New Answer] your answer [End]",
        "[New Instruction] a [End] [New Answer] N/A [End]",
        "[New Instruction] [End] [New Answer] b [End]"
      })
  void anIncompleteNewTaskIsNotExtracted(String critique) {
    assertThat(Reflections.newTask(critique)).isEqualTo(Optional.empty());
    Done done =
        RecipeTesting.answered(recipe("reflect.target=instruction").of(ROW), request -> critique);
    Candidate kept = done.candidates().get(0);
    assertThat(kept.instruction()).isEqualTo(ROW.instruction());
    assertThat(kept.output()).isEqualTo(ROW.output());
    assertThat(kept.parents()).isEmpty();
    assertThat(kept.metadata()).containsEntry(MetadataKeys.KEPT, "no-reflection");
  }

  @Test
  void anIncompleteCritiqueIsRequestedAgain() {
    Done done =
        RecipeTesting.answered(
            recipe().of(ROW),
            request -> request.sample() == 0 ? "Fine as it is." : "[Better Answer] Five. [End]");
    assertThat(done.candidates().get(0).output()).isEqualTo("Five.");
    assertThat(done.candidates().get(0).parents()).containsExactly(ROW.id());
    assertThat(done.candidates().get(0).metadata())
        .containsEntry(MetadataKeys.OPERATION, "reflect-response");
  }

  @Test
  void aRecordWithoutImprovementIsRejectedUnlessOriginalsAreKept() {
    Done done =
        RecipeTesting.answered(
            recipe("reflect.keep-original=false").of(ROW), request -> "Fine as it is.");
    assertThat(done.candidates()).isEmpty();
    assertThat(done.rejections().stream().map(Rejection::rule)).containsExactly("no-reflection");
  }

  @Test
  void targetBothRevisesTheInstructionThenTheAnswer() {
    Done done =
        RecipeTesting.answered(
            recipe("reflect.target=both").of(ROW),
            request ->
                RecipeTesting.text(request).contains("[New Answer]")
                    ? "[New Instruction] Add 20 and 3. [End] [New Answer] 23 [End]"
                    : RecipeTesting.text(request).contains("[Instruction]\nAdd 20 and 3.")
                        ? "[Better Answer] It is 23. [End]"
                        : "");
    Candidate made = done.candidates().get(0);
    assertThat(made.instruction()).isEqualTo("Add 20 and 3.");
    assertThat(made.output()).isEqualTo("It is 23.");
    assertThat(made.metadata())
        .containsEntry(MetadataKeys.OPERATION, "reflect-instruction+reflect-response");
  }

  @Test
  void theInstructionOfARecordWithInputIsNotRevised() {
    Example row = Example.of(0, "Add.", "2, 3", "5");
    Done kept = (Done) recipe("reflect.target=instruction").of(row);
    assertThat(kept.candidates().get(0).metadata()).containsEntry(MetadataKeys.KEPT, "has-input");
    Done both =
        RecipeTesting.answered(
            recipe("reflect.target=both").of(row), request -> "[Better Answer] Five. [End]");
    assertThat(both.candidates().get(0).output()).isEqualTo("Five.");
  }
}
