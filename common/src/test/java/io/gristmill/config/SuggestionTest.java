package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suggestions for unknown keys and values. */
class SuggestionTest {

  private final Problems problems = new Problems();

  private List<String> messages(String block, String... assignments) {
    Settings.load(null, List.of(assignments), block, problems);
    return problems.messages();
  }

  private String question(String block, String assignment) {
    String message = messages(block, assignment).get(0);
    return message.substring(message.indexOf("; ") + 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dedup.treshold=0.9  | did you mean dedup.threshold?",
        "treshold=0.9        | did you mean dedup.threshold?",
        "dedup.mode=auto     | did you mean dedup.strategy?",
        "mode=auto           | did you mean dedup.strategy?",
        "novelty.tokens=auto | did you mean novelty.word-splitting?",
        "num_perm=256        | did you mean dedup.threshold (the join is exact, without MinHash)?",
        "jaccard_threshold=1 | did you mean dedup.threshold (a TF-IDF cosine, exact)?",
        "output_dir=out      | did you mean run.output?",
        "zzzzzz=1            | --print-config lists all keys"
      })
  void unknownKeyIsReportedWithASuggestion(String assignment, String question) {
    assertThat(question("dedup", assignment)).isEqualTo(question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dpo      | ref_model=x      | dpo.model (in dpo the model before training is also the"
            + " reference)",
        "generate | engine=x         | llm.provider",
        "generate | max_new_tokens=9 | llm.sampling.max-tokens",
        "generate | model_name=x     | llm.model",
        "generate | n=3              | generate.num-rows",
        "generate | budget=20        | llm.budget.max-cost-usd",
        "generate | alpaca.lang=ko   | alpaca.language",
        "generate | lang=ko          | self-instruct.language or alpaca.language or"
            + " simple.language",
        "filter   | lang=ko          | filter.rules.allowed-scripts.scripts",
        "dedup    | column=output    | dedup.fields.output=remove",
        "sft      | fp16=true        | sft.bf16 (fp16 is not supported)",
        "sft      | optim=adamw      | sft.learning-rate (the optimizer is always AdamW)",
        "dedup    | min_df=2         | dedup.ngram-range (all n-grams count, weighted by TF-IDF)"
      })
  void nameOfAnotherToolLeadsToSettingsThatTheJobReads(
      String block, String assignment, String setting) {
    assertThat(question(block, assignment)).isEqualTo("did you mean " + setting + "?");
  }

  @Test
  void keysInARenamedBlockAreSuggestedInTheNewOne() {
    assertThat(question("", "dedup.ngram.least=2")).isEqualTo("did you mean dedup.ngram-range?");
  }

  @Test
  void bareNameIsSuggestedForTheCalledJob() {
    assertThat(question("novelty", "threads_=1")).isEqualTo("did you mean novelty.threads?");
  }

  @Test
  void allUnknownKeysAreReportedAtOnce() {
    assertThat(messages("dedup", "treshold=1", "kepp=greedy", "foo.bar=1")).hasSize(3);
  }

  @Test
  void misspelledChoiceIsReportedWithTheNearestOne() {
    Settings settings = Settings.load(null, List.of("dedup.keep=gredy"), problems);
    settings.reader("dedup", problems).choice("keep", Keep.class);
    assertThat(problems.messages())
        .containsExactly(
            "dedup.keep must be one of greedy, earliest-similar, was \"gredy\"; did you mean"
                + " greedy?");
  }

  @Test
  void misspelledElementOfAListIsReportedWithTheNearestOne() {
    Settings settings =
        Settings.load(null, List.of("evol-instruct.mutations=[deepen,concretise]"), problems);
    SettingsReader reader = settings.reader("evol-instruct", problems);
    reader.unknownElement("mutations", "a list of some of", List.of("deepen", "concretize"));
    reader.unknownElement("num-evolutions", "a list of some of", List.of("deepen"));
    assertThat(problems.messages())
        .containsExactly(
            "evol-instruct.mutations must be a list of some of deepen, concretize, was"
                + " [\"deepen\",\"concretise\"]; did you mean concretize?",
            "evol-instruct.num-evolutions must be a list of some of deepen, was 4");
  }

  private enum Keep {
    GREEDY,
    EARLIEST_SIMILAR
  }

  @Test
  void oldNameOfAChoiceIsReportedWithTheNewOne() {
    Settings settings = Settings.load(null, List.of("dedup.strategy=decision"), problems);
    settings.reader("dedup", problems).choice("strategy", Keep.class);
    assertThat(problems.messages().get(0)).endsWith("; did you mean on-the-fly?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dedup.threshold=1",
        "threshold=1",
        "write_pairs=true",
        "treshold=2",
        "seed=3",
        "ingest.columns.output=a.b",
        "num_perm=4",
        "stages=[a]"
      })
  void argumentWithAKnownOrSimilarKeyIsAnAssignment(String argument) {
    assertThat(Settings.isAssignment(argument, "dedup")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.jsonl",
        "./threshold=1",
        "year=2024/month=1",
        "qqqqqqqq=1",
        "=1",
        "s3a://b/threshold=1",
        "thre*=1",
        "threshold",
        "a b=1"
      })
  void otherArgumentsAreInputs(String argument) {
    assertThat(Settings.isAssignment(argument, "dedup")).isFalse();
  }
}
