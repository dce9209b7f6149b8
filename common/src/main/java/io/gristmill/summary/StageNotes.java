package io.gristmill.summary;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.gristmill.manifest.StageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Describes the work of a stage in words, except for the numbers of kept and dropped rows.
 * Sentences are chosen by the facts that a record holds, not by the name of the stage: a recipe's
 * stage has the recipe's name.
 */
final class StageNotes {

  /** The stage whose facts are numbers of rows by format. */
  static final String EXPORT = "export";

  private static final int MAX_SOURCES = 10;

  private final StageRecord stage;
  private final StageFacts facts;
  private final List<String> notes = new ArrayList<>();

  private StageNotes(StageRecord stage) {
    this.stage = stage;
    this.facts = StageFacts.of(stage);
  }

  /** Short sentences without a final period; {@code splits}: also what {@link SplitTable} shows. */
  static List<String> of(StageRecord stage, boolean splits) {
    StageNotes notes = new StageNotes(stage);
    notes.addInput();
    notes.addGeneration();
    notes.addModelUse();
    notes.addSampling();
    if (splits) {
      notes.addSplits();
    }
    notes.addSimilarity();
    notes.addBenchmarks();
    notes.addAnswers();
    notes.addTokens();
    notes.addTraining();
    notes.addExport();
    return notes.notes;
  }

  @FormatMethod
  private void add(@FormatString String sentence, Object... values) {
    notes.add(sentence.formatted(values));
  }

  /** A fact with its noun; 0 when it is absent. */
  private String count(String key, String noun) {
    return Figures.count(facts.countOrZero(key), noun);
  }

  private String count(String key) {
    return Figures.count(facts.countOrZero(key));
  }

  private void addInput() {
    facts.text("of").ifPresent(earlier -> add("reads the rows of stage %s", earlier));
  }

  private void addGeneration() {
    if (facts.has("num-rows")) {
      String ended = facts.text("ended").orElse("target-reached");
      add(
          "%s accepted in %s (%s requested)%s",
          count("accepted", "task"),
          count("rounds", "round"),
          count("num-rows"),
          ended.equals("target-reached") ? "" : ", ended early: " + ended.replace('-', ' '));
    }
  }

  private void addModelUse() {
    if (facts.has("requests")) {
      String model = facts.text("model").map(name -> " (model " + name + ")").orElse("");
      add("%s%s", ModelUse.of(facts), model);
    }
  }

  private void addSampling() {
    long added = facts.countOrZero("copies");
    if (facts.has("wanted")) {
      long missing = facts.countOrZero("short");
      add(
          "sampled %s from %s%s",
          Figures.count(stage.kept(), "row"),
          count("sources", "source"),
          missing > 0 ? ", " + Figures.count(missing) + " fewer than requested" : "");
      Map<String, Long> quotas = facts.below("quotas").counts();
      if (!quotas.isEmpty() && quotas.size() <= MAX_SOURCES) {
        add("rows by source: %s", Figures.counts(quotas));
      }
      if (added > 0) {
        add("%s of these are repetitions", Figures.count(added, "row"));
      }
    } else if (added > 0) {
      add("%s out than in", Figures.count(added, "more row"));
    }
  }

  private void addSplits() {
    Map<String, Long> rows = facts.below("rows").counts();
    if (!rows.isEmpty()) {
      notes.add(
          SplitTable.sorted(rows.keySet()).stream()
              .map(split -> split + " " + Figures.count(rows.getOrDefault(split, 0L)))
              .collect(Collectors.joining(", ", "rows by split: ", "")));
    }
  }

  private void addSimilarity() {
    addPairs("", facts);
    for (String field : facts.values().keySet()) {
      addPairs(field + ": ", facts.below(field));
    }
    if (stage.pairs() > 0) {
      add("%s written to pairs/", Figures.count(stage.pairs(), "similar pair"));
    }
  }

  private void addPairs(String field, StageFacts search) {
    search
        .count("similar-pairs")
        .ifPresent(
            pairs ->
                add(
                    "%s%s among %s",
                    field,
                    Figures.count(pairs, "similar pair"),
                    Figures.count(search.countOrZero("distinct"), "distinct text")));
  }

  private void addBenchmarks() {
    if (facts.count("evaluation-n-grams").isPresent()) {
      add("compared with %s of the benchmarks", count("evaluation-n-grams", "n-gram"));
    }
    if (facts.countOrZero("evaluation-texts-too-short") > 0) {
      add("%s too short to compare with", count("evaluation-texts-too-short", "benchmark text"));
    }
  }

  private void addAnswers() {
    facts
        .text("reference-model")
        .ifPresent(model -> add("reference log-probabilities of model %s", model));
    if (facts.has("response-model")) {
      add(
          "%s by %s, %s generated%s",
          count("answered", "answer"),
          facts.text("response-model").orElse("the model"),
          count("tokens", "token"),
          facts.countOrZero("cut") > 0
              ? ", " + count("cut", "answer") + " cut at the token limit"
              : "");
      long compared = facts.countOrZero("compared");
      if (compared > 0) {
        add(
            "%s of %s (%s) equal the reference output",
            count("equal"),
            count("compared", "answer"),
            Figures.percent(facts.countOrZero("equal"), compared));
      }
    }
  }

  private void addTokens() {
    if (facts.has("lost_tokens")) {
      add(
          "%s, %s of them in the loss; the longest row has %s",
          count("tokens", "token"), count("labels"), count("longest"));
      if (facts.countOrZero("truncated") > 0) {
        add("%s truncated, %s lost", count("truncated", "row"), count("lost_tokens", "token"));
      }
    }
    if (facts.has("merges")) {
      add(
          "vocabulary of %s (%s) from %s",
          count("tokens", "token"), count("merges", "merge"), count("texts", "text"));
    }
  }

  private void addTraining() {
    if (facts.count("learned").isPresent()) {
      add(
          "%s for training, %s for evaluation, %s unused",
          count("learned", "row"), count("evaluated"), count("untouched"));
    }
    Map<String, Long> leftOut = facts.below("left-out").counts();
    if (!leftOut.isEmpty()) {
      add("left out: %s", Figures.counts(leftOut));
    }
    if (facts.count("steps").isPresent()) {
      addSteps();
    }
    facts
        .number("best-value")
        .ifPresent(
            value ->
                add(
                    "best evaluation: %s %s after step %s",
                    facts.text("best-metric").orElse("metric"),
                    Figures.measure(value),
                    count("best-step")));
    if (facts.count("parameters").isPresent()) {
      add("%s of %s trained", count("trained-parameters"), count("parameters", "parameter"));
    }
  }

  private void addSteps() {
    String epochs =
        describe(
            "epochs", n -> " (%s %s)".formatted(Figures.measure(n), n == 1 ? "epoch" : "epochs"));
    String loss = describe("train-loss", n -> ", final training loss " + Figures.measure(n));
    add("%s%s over %s%s", count("steps", "step"), epochs, count("tokens", "token"), loss);
  }

  /** Describes a number; empty when it is absent. */
  private String describe(String key, DoubleFunction<String> words) {
    return facts.number(key).stream().mapToObj(words).findFirst().orElse("");
  }

  private void addExport() {
    if (!stage.name().equals(EXPORT)) {
      return;
    }
    for (String format : facts.values().keySet()) {
      if (facts.has(format) && facts.text(format).isEmpty()) {
        StageFacts below = facts.below(format);
        long rows =
            facts
                .count(format)
                .orElse(below.counts().values().stream().mapToLong(Long::longValue).sum());
        Map<String, Long> skipped = below.below("skipped").counts();
        add(
            "%s: %s%s",
            format,
            Figures.count(rows, "row"),
            skipped.isEmpty() ? "" : ", skipped: " + Figures.counts(skipped));
      }
    }
  }
}
