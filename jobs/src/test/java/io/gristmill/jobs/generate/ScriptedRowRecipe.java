package io.gristmill.jobs.generate;

import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A recipe controlled by the input of a record: two digits are the numbers of derived records and
 * of rejected pieces; {@code r} rejects the record itself, without text. It sends one request, or
 * none if the input starts with {@code !}.
 */
record ScriptedRowRecipe(String model) implements RowRecipe {

  private static final SamplingParams SAMPLING =
      new SamplingParams(64, 0.0, null, null, null, null, null, List.of(), null, null);

  @Override
  public String name() {
    return "counted-pieces";
  }

  @Override
  public Exchange of(Example example) {
    String input = example.input();
    if (input.startsWith("!")) {
      return done(example, input.substring(1), "nobody");
    }
    Request request = new Request(model, Prompt.user(example.instruction()), SAMPLING, 0);
    return Exchange.Ask.oneOrFail(request, answer -> done(example, input, answer.text()));
  }

  private static Exchange done(Example example, String input, String answer) {
    if (input.equals("r")) {
      return Exchange.Done.rejected(new Rejection("declined", "the record is declined", ""));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < input.charAt(0) - '0'; i++) {
      candidates.add(
          new Candidate(
              example.instruction(),
              "copy " + i,
              answer,
              List.of(example.id()),
              Map.of("copy", String.valueOf(i))));
    }
    List<Rejection> rejections = new ArrayList<>();
    for (int i = 0; i < input.charAt(1) - '0'; i++) {
      rejections.add(new Rejection("broken", "piece " + i, "text " + i));
    }
    return new Exchange.Done(candidates, rejections);
  }
}
