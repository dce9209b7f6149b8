package io.gristmill.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void aConditionThatHoldsPasses() {
    assertThatCode(() -> Require.that(true, "never seen")).doesNotThrowAnyException();
  }

  @Test
  void aFailedConditionNamesRuleAndValue() {
    assertThatThrownBy(() -> Require.that(false, "bound must be positive, was %d", -3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be positive, was -3");
  }

  @Test
  void messagesDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Problems problems = new Problems();
      problems.add("share must be at most 1, was %.1f", 1.5);
      assertThat(problems.messages()).containsExactly("share must be at most 1, was 1.5");
      assertThatThrownBy(() -> Require.that(false, "was %.1f", 1.5)).hasMessage("was 1.5");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nothingIsThrownWithoutProblems() {
    Problems problems = new Problems();
    assertThat(problems.isEmpty()).isTrue();
    assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void allProblemsAreThrownAtOnceInOrder() {
    Problems problems = new Problems();
    problems.add("b must be %s", "x");
    problems.add("a must be 50%%");
    assertThat(problems.isEmpty()).isFalse();
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
        .hasMessage("b must be x\na must be 50%");
  }

  @Test
  void duplicateProblemsAreReportedOnce() {
    Problems problems = new Problems();
    problems.add("seed must be whole, was %s", "x");
    problems.add("a must be b");
    problems.add("seed must be whole, was %s", "x");
    assertThat(problems.messages()).containsExactly("seed must be whole, was x", "a must be b");
  }

  @Test
  void percentSignsInValuesAreNotFormatted() {
    Problems problems = new Problems();
    problems.add("was %s", "100 %d %n");
    assertThat(problems.messages()).containsExactly("was 100 %d %n");
  }

  @Test
  void everyFailureHasADistinctExitCode() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
    assertThat(ExitCode.DONE.code()).isZero();
  }
}
