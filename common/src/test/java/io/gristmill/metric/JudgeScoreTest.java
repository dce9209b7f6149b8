package io.gristmill.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parses the score of a judge in all its forms. */
class JudgeScoreTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          85                                     | 85
          85/100                                 | 85
          85 out of 100                          | 85
          **85**                                 | 85
          Score: 85                              | 85
          I would give it an 85.                 | 85
          **Score:** 85/100                      | 85
          "score": 7                             | 7
          The 3 steps are right. Rating: 90      | 90
          100.0                                  | 100
          점수: 70                                | 70
          """)
  void aScoreIsParsedInItsUsualForms(String reply, int score) {
    assertThat(JudgeScore.parse(reply)).contains(score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none",
        "150",
        "-5",
        "85.5",
        "between 60 and 70",
        "60-70",
        "v85",
        "1,000",
        "Score: 101",
        "2023-01-02",
        "3 of 4 points",
        "eighty"
      })
  void numbersOutsideZeroToAHundredAreNoScore(String reply) {
    assertThat(JudgeScore.parse(reply)).isEmpty();
  }

  @Test
  void aHugeReplyIsParsedAtItsStartAndEnd() {
    assertThat(JudgeScore.parse("blah ".repeat(1_000_000) + "\nScore: 42")).contains(42);
    assertThat(JudgeScore.parse("7".repeat(1_000_000))).isEmpty();
  }
}
