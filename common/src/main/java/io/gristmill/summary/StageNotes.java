package io.gristmill.summary;

import io.gristmill.manifest.StageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Describes the work of a stage in words, except for the numbers of kept and dropped rows.
 * Sentences are chosen by the facts that a record holds, not by the name of the stage: a recipe's
 * stage has the recipe's name.
 */
final class StageNotes {

  /** The stage whose facts are numbers of rows by format. */
  static final String EXPORT = "export";

  private static final String SIMILAR_PAIRS = "similar-pairs";
  private static final int MAX_SOURCES = 10;

  private final StageRecord stage;
  private final StageFacts facts;
  private final List<String> notes = new ArrayList<>();

  private StageNotes(StageRecord stage) {
    this.stage = stage;
    this.facts = StageFacts.of(stage);
  }

  /** Short sentences without a final period, in order of importance. */
  static List<String> of(StageRecord stage) {
    return of(stage, true);
  }

  /** The sentences of {@link #of} without the facts that {@link SplitTable} shows. */
  static List<String> besideSplitTable(StageRecord stage) {
    return of(stage, false);
  }

  private static List<String> of(StageRecord stage, boolean splits) {
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

  private void addInput() {
    facts.text("of").ifPresent(earlier -> notes.add("reads the rows of stage " + earlier));
  }

  private void addGeneration() {
    if (facts.has("num-rows")) {
      String ended = facts.text("ended").orElse("target-reached");
      notes.add(
          Figures.count(facts.countOrZero("accepted"), "task")
              + " accepted in "
              + Figures.count(facts.countOrZero("rounds"), "round")
              + " ("
              + Figures.count(facts.countOrZero("num-rows"))
              + " requested)"
              + (ended.equals("target-reached")
                  ? ""
                  : ", ended early: " + ended.replace('-', ' ')));
    }
  }

  private void addModelUse() {
    if (facts.has("requests")) {
      ModelUse use = ModelUse.of(facts);
      notes.add(
          facts.text("model").map(model -> use + " (model " + model + ")").orElse(use.toString()));
    }
  }

  private void addSampling() {
    long added = facts.countOrZero("copies");
    if (facts.has("wanted")) {
      long missing = facts.countOrZero("short");
      notes.add(
          "sampled "
              + Figures.count(stage.kept(), "row")
              + " from "
              + Figures.count(facts.countOrZero("sources"), "source")
              + (missing > 0 ? ", " + Figures.count(missing) + " fewer than requested" : ""));
      Map<String, Long> quotas = facts.below("quotas").counts();
      if (!quotas.isEmpty() && quotas.size() <= MAX_SOURCES) {
        notes.add("rows by source: " + Figures.counts(quotas));
      }
      if (added > 0) {
        notes.add(Figures.count(added, "row") + " of these are repetitions");
      }
    } else if (added > 0) {
      notes.add(Figures.count(added, "more row") + " out than in");
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
    OptionalLong pairs = facts.count(SIMILAR_PAIRS);
    if (pairs.isPresent()) {
      notes.add(
          Figures.count(pairs.getAsLong(), "similar pair")
              + " among "
              + Figures.count(facts.countOrZero("distinct"), "distinct text"));
    }
    for (String field : facts.values().keySet()) {
      StageFacts search = facts.below(field);
      OptionalLong ofField = search.count(SIMILAR_PAIRS);
      if (ofField.isPresent()) {
        notes.add(
            field
                + ": "
                + Figures.count(ofField.getAsLong(), "similar pair")
                + " among "
                + Figures.count(search.countOrZero("distinct"), "distinct text"));
      }
    }
    if (stage.pairs() > 0) {
      notes.add(Figures.count(stage.pairs(), "similar pair") + " written to pairs/");
    }
  }

  private void addBenchmarks() {
    OptionalLong grams = facts.count("evaluation-n-grams");
    if (grams.isPresent()) {
      notes.add(
          "compared with " + Figures.count(grams.getAsLong(), "n-gram") + " of the benchmarks");
    }
    long tooShort = facts.countOrZero("evaluation-texts-too-short");
    if (tooShort > 0) {
      notes.add(Figures.count(tooShort, "benchmark text") + " too short to compare with");
    }
  }

  private void addAnswers() {
    facts
        .text("reference-model")
        .ifPresent(model -> notes.add("reference log-probabilities of model " + model));
    if (facts.has("response-model")) {
      long cut = facts.countOrZero("cut");
      notes.add(
          Figures.count(facts.countOrZero("answered"), "answer")
              + " by "
              + facts.text("response-model").orElse("the model")
              + ", "
              + Figures.count(facts.countOrZero("tokens"), "token")
              + " generated"
              + (cut > 0 ? ", " + Figures.count(cut, "answer") + " cut at the token limit" : ""));
      long compared = facts.countOrZero("compared");
      if (compared > 0) {
        long equal = facts.countOrZero("equal");
        notes.add(
            Figures.count(equal)
                + " of "
                + Figures.count(compared, "answer")
                + " ("
                + Figures.percent(equal, compared)
                + ") equal the reference output");
      }
    }
  }

  private void addTokens() {
    if (facts.has("lost_tokens")) {
      notes.add(
          Figures.count(facts.countOrZero("tokens"), "token")
              + ", "
              + Figures.count(facts.countOrZero("labels"))
              + " of them in the loss; the longest row has "
              + Figures.count(facts.countOrZero("longest")));
      long truncated = facts.countOrZero("truncated");
      if (truncated > 0) {
        notes.add(
            Figures.count(truncated, "row")
                + " truncated, "
                + Figures.count(facts.countOrZero("lost_tokens"), "token")
                + " lost");
      }
    }
    if (facts.has("merges")) {
      notes.add(
          "vocabulary of "
              + Figures.count(facts.countOrZero("tokens"), "token")
              + " ("
              + Figures.count(facts.countOrZero("merges"), "merge")
              + ") from "
              + Figures.count(facts.countOrZero("texts"), "text"));
    }
  }

  private void addTraining() {
    facts
        .count("learned")
        .ifPresent(
            rows ->
                notes.add(
                    Figures.count(rows, "row")
                        + " for training, "
                        + Figures.count(facts.countOrZero("evaluated"))
                        + " for evaluation, "
                        + Figures.count(facts.countOrZero("untouched"))
                        + " unused"));
    Map<String, Long> leftOut = facts.below("left-out").counts();
    if (!leftOut.isEmpty()) {
      notes.add("left out: " + Figures.counts(leftOut));
    }
    facts.count("steps").ifPresent(this::addSteps);
    facts
        .number("best-value")
        .ifPresent(
            value ->
                notes.add(
                    "best evaluation: "
                        + facts.text("best-metric").orElse("metric")
                        + " "
                        + Figures.measure(value)
                        + " after step "
                        + Figures.count(facts.countOrZero("best-step"))));
    facts
        .count("parameters")
        .ifPresent(
            all ->
                notes.add(
                    Figures.count(facts.countOrZero("trained-parameters"))
                        + " of "
                        + Figures.count(all, "parameter")
                        + " trained"));
  }

  private void addSteps(long steps) {
    StringBuilder text = new StringBuilder(Figures.count(steps, "step"));
    facts
        .number("epochs")
        .ifPresent(
            epochs ->
                text.append(" (")
                    .append(Figures.measure(epochs))
                    .append(epochs == 1 ? " epoch)" : " epochs)"));
    text.append(" over ").append(Figures.count(facts.countOrZero("tokens"), "token"));
    facts
        .number("train-loss")
        .ifPresent(loss -> text.append(", final training loss ").append(Figures.measure(loss)));
    notes.add(text.toString());
  }

  private void addExport() {
    if (!stage.name().equals(EXPORT)) {
      return;
    }
    for (String format : facts.values().keySet()) {
      StageFacts below = facts.below(format);
      long rows =
          facts
              .count(format)
              .orElse(below.counts().values().stream().mapToLong(Long::longValue).sum());
      if (facts.has(format) && !facts.text(format).isPresent()) {
        Map<String, Long> skipped = below.below("skipped").counts();
        notes.add(
            format
                + ": "
                + Figures.count(rows, "row")
                + (skipped.isEmpty() ? "" : ", skipped: " + Figures.counts(skipped)));
      }
    }
  }
}
