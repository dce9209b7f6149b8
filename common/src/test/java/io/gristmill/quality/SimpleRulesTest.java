package io.gristmill.quality;

import static io.gristmill.quality.QualityTesting.answer;
import static io.gristmill.quality.QualityTesting.ask;
import static io.gristmill.quality.QualityTesting.assertKept;
import static io.gristmill.quality.QualityTesting.drop;
import static io.gristmill.quality.QualityTesting.example;
import static io.gristmill.quality.QualityTesting.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The rules that compare lengths, words and whole fields. */
class SimpleRulesTest {

  @Test
  void anOutputOfWhiteSpaceIsEmpty() {
    Rule rule = rule("empty");
    assertThat(drop(rule, answer(" \u3000\u00A0\n")).detail()).isEqualTo("output is empty");
    assertThat(drop(rule, ask("")).detail()).isEqualTo("instruction is empty");
    assertKept(rule, answer("."), answer("\u200B"));
  }

  @Test
  void onlyTheConfiguredFieldsMustNotBeEmpty() {
    Rule rule = rule("empty", "filter.rules.empty.fields=[input]");
    assertThat(drop(rule, example("a", "", "b")).detail()).isEqualTo("input is empty");
    assertKept(rule, example("", "x", ""));
  }

  @Test
  void aLengthOutOfBoundsIsReportedWithFieldUnitAndBound() {
    Rule rule =
        rule(
            "length",
            "filter.rules.length.instruction.min-words=3",
            "filter.rules.length.output.max-chars=5");
    Verdict.Drop few = drop(rule, example("two words", "", "fine"));
    assertThat(few.detail()).isEqualTo("instruction has 2 words, fewer than 3");
    assertThat(few.score()).isEqualTo(2);
    assertThat(few.threshold()).isEqualTo(3);
    assertThat(drop(rule, example("three words now", "", "123456")).detail())
        .isEqualTo("output has 6 characters, more than 5");
    assertKept(rule, example("three words now", "", "12345"));
  }

  @Test
  void charactersAreCodePoints() {
    Rule rule = rule("length", "filter.rules.length.output.max-chars=2");
    assertKept(rule, answer("🌾🌾"));
    drop(rule, answer("🌾🌾🌾"));
  }

  @Test
  void eastAsianCharactersCountAsWordsIfConfigured() {
    Rule counted = rule("length", "filter.rules.length.instruction.min-words=4");
    assertKept(counted, ask("磨面粉的"), ask("밀을 빻기"));
    Rule reference =
        rule(
            "length",
            "filter.rules.length.instruction.min-words=4",
            "filter.rules.length.east-asian-words=false");
    drop(reference, ask("磨面粉的"));
  }

  @Test
  void anEmptyInputHasNoMinimumLength() {
    Rule rule = rule("length", "filter.rules.length.input.min-words=2");
    assertKept(rule, example("a", "", "b"));
    drop(rule, example("a", "one", "b"));
  }

  @Test
  void aBlockedWordIsReported() {
    Rule rule = rule("blocklist");
    assertThat(drop(rule, ask("Sketch an IMAGE-based menu")).detail())
        .isEqualTo("instruction contains \"image\"");
    assertThat(drop(rule, ask("Please go to the mill")).detail())
        .isEqualTo("instruction contains \"go to\"");
    assertKept(rule, ask("Describe photographs"), ask("Play music"), ask("map을 보여줘"));
  }

  @Test
  void theBlocklistChecksTheConfiguredField() {
    Rule rule =
        rule(
            "blocklist",
            "filter.rules.blocklist.field=output",
            "filter.rules.blocklist.words=[rye]");
    drop(rule, answer("Rye bread"));
    assertKept(rule, ask("Rye bread"));
  }

  @Test
  void eachKindOfRejectedPrefixHasItsSetting() {
    Rule prefix = rule("prefix-blocklist");
    assertThat(drop(prefix, ask(" write a PROGRAM to sort")).detail())
        .isEqualTo("instruction starts with \"Write a program\"");
    assertKept(prefix, ask("Write a poem"), ask("\"Quote\""), ask("안녕"), ask(""));

    Rule punctuation =
        rule("prefix-blocklist", "filter.rules.prefix-blocklist.reject-punctuation=true");
    assertThat(drop(punctuation, ask("\"Quote\"")).detail())
        .isEqualTo("instruction starts with punctuation \"");
    assertKept(punctuation, ask("안녕"), ask("10 ideas"), ask("«Quote»"));

    Rule nonAscii = rule("prefix-blocklist", "filter.rules.prefix-blocklist.reject-non-ascii=true");
    assertThat(drop(nonAscii, ask("안녕")).detail())
        .isEqualTo("instruction starts with the non-ASCII character 안");
    assertKept(nonAscii, ask("Say 안녕"));
  }

  @Test
  void prefixesAreCaseSensitiveIfConfigured() {
    Rule rule = rule("prefix-blocklist", "filter.rules.prefix-blocklist.ignore-case=false");
    drop(rule, ask("Write a programme of the day"));
    assertKept(rule, ask("write a program"));
  }

  @Test
  void anOutputThatRepeatsItsInputOrInstructionIsDropped() {
    Rule input = rule("input-equals-output");
    assertThat(drop(input, example("a", " x\n", "x")).detail())
        .isEqualTo("output repeats the input");
    assertKept(input, example("a", "", ""), example("a", "x", "X"), example("x", "y", "x"));
    Rule instruction = rule("instruction-equals-output");
    assertThat(drop(instruction, example("x", "y", "x ")).detail())
        .isEqualTo("output repeats the instruction");
    assertKept(instruction, example("a", "x", "x"));
  }

  @Test
  void anOutputThatIsAPlaceholderIsDropped() {
    Rule rule = rule("placeholder");
    assertThat(drop(rule, answer(" <NoInput> ")).detail())
        .isEqualTo("output is the placeholder \"<NoInput>\"");
    drop(rule, answer("N/A"));
    drop(rule, answer("[Insert your melody here]"));
    drop(rule, answer("{your answer}"));
    assertKept(
        rule,
        answer("None"),
        answer("Dear [insert name], welcome"),
        answer("[1, 2, 3]"),
        answer("<br>"),
        answer("[]"),
        answer("[insert] and [insert]"));
  }

  @Test
  void aLowQualityScoreIsExplainedByItsParts() {
    Rule rule = rule("quality-score", "filter.rules.quality-score.min-score=0.6");
    Verdict.Drop drop = drop(rule, example("Name a grain", "", "rye"));
    assertThat(drop.score()).isCloseTo((3 / 20.0 / 50 + 1 + 0 + 1) / 4, within(1e-12));
    assertThat(drop.threshold()).isEqualTo(0.6);
    assertThat(drop.detail()).isEqualTo("length 0.00, format 1.00, relevance 0.00, safety 1.00");
    assertKept(rule, example("Name a grain", "", "A grain is rye"));
  }

  @Test
  void safetyWordsMatchAsWholeWordsOrSubstrings() {
    Rule word = rule("safety-blocklist");
    assertThat(drop(word, answer("An ILLEGAL dam")).detail())
        .isEqualTo("output contains \"illegal\"");
    assertKept(word, answer("A hackathon at the drugstore"));
    Rule substring = rule("safety-blocklist", "filter.rules.safety-blocklist.match=substring");
    drop(substring, answer("A hackathon"));
    assertKept(substring, answer("A mill"));
  }

  @Test
  void koreanAndChineseSafetyWordsAreFoundBeforeParticles() {
    Rule rule = rule("safety-blocklist");
    assertThat(drop(rule, answer("그것은 불법입니다.")).detail()).isEqualTo("output contains \"불법\"");
    drop(rule, answer("这是非法的。"));
  }

  @Test
  void theFractionOfOtherScriptsIsMeasuredPerField() {
    Rule rule =
        rule(
            "allowed-scripts",
            "filter.rules.allowed-scripts.scripts=[hangul]",
            "filter.rules.allowed-scripts.fields=[output]");
    Verdict.Drop drop = drop(rule, answer("밀 abc"));
    assertThat(drop.score()).isEqualTo(0.25);
    assertThat(drop.detail()).isEqualTo("25 % of the letters of output are HANGUL");
    assertKept(rule, answer("밀가 ab"), answer("42"), answer(""));
  }
}
