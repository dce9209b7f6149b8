package io.gristmill.recipe.preference;

import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.metric.JudgeScore;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.Rows;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Generates several answers to an instruction and lets a judge score them. The preference consists
 * of the first answer with the highest and the first with the lowest score. Unusable and unscored
 * answers are ignored.
 */
record BestOfN(PreferencesConfig config, String model, Example example) {

  private record Scored(String answer, int score) {}

  Exchange ask() {
    Prompt task = Prompt.user(Rows.taskText(example));
    List<Request> requests =
        IntStream.range(0, config.numGenerations())
            .mapToObj(sample -> new Request(model, task, config.sampling().answer(), sample))
            .toList();
    return new Exchange.Ask(requests, this::judge);
  }

  private Exchange judge(List<RequestOutcome> results) {
    List<String> answers =
        results.stream()
            .map(WholeAnswer::of)
            .flatMap(answer -> answer.usable().stream())
            .distinct()
            .toList();
    if (answers.size() < 2) {
      return Exchange.Done.rejected(
          new Rejection(
              "too-few-answers",
              "only %d distinct usable answers among %d generations"
                  .formatted(answers.size(), results.size()),
              String.join("\n", answers)));
    }
    return new Exchange.Ask(
        answers.stream().map(this::judgeRequest).toList(), verdicts -> choose(answers, verdicts));
  }

  private Request judgeRequest(String answer) {
    Map<String, String> values =
        Map.of("task", Rows.taskText(example), "reference", example.output(), "answer", answer);
    String prompt =
        example.output().isBlank()
            ? config.prompts().judge().render(values)
            : config.prompts().judgeByReference().render(values);
    String judge = config.models().judge();
    return new Request(
        judge.isEmpty() ? model : judge, Prompt.user(prompt), config.sampling().judge(), 0);
  }

  private Exchange choose(List<String> answers, List<RequestOutcome> verdicts) {
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      String answer = answers.get(i);
      Optional<Integer> score = WholeAnswer.of(verdicts.get(i)).usable().flatMap(JudgeScore::parse);
      score.ifPresent(points -> scored.add(new Scored(answer, points)));
    }
    if (scored.size() < 2) {
      return Exchange.Done.rejected(
          new Rejection(
              "unjudged",
              "the judge scored %d of %d answers".formatted(scored.size(), answers.size()),
              String.join("\n", answers)));
    }
    return decide(scored);
  }

  private Exchange decide(List<Scored> scored) {
    // Stream.max would return the last of equals, so both use min.
    Scored best = scored.stream().min(Comparator.comparing(s -> -s.score())).orElseThrow();
    Scored worst = scored.stream().min(Comparator.comparing(Scored::score)).orElseThrow();
    if (best.score() == worst.score()) {
      return Exchange.Done.rejected(
          new Rejection(
              "equal-scores", "the judge gave every answer " + best.score(), best.answer()));
    }
    Map<String, String> metadata =
        Map.of(
            MetadataKeys.OPERATION,
            "best-of-" + config.numGenerations(),
            MetadataKeys.CHOSEN_SCORE,
            String.valueOf(best.score()),
            MetadataKeys.REJECTED_SCORE,
            String.valueOf(worst.score()));
    return Preferences.preference(example, best.answer(), worst.answer(), metadata);
  }
}
