package io.gristmill.recipe.evol;

import io.gristmill.llm.Decoding;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Refusal;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.record.ContentId;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The rounds of one record, one after the other.
 *
 * @param operations what each round does, by its number from 1
 */
record EvolChain(
    EvolInstructConfig config, String model, IntFunction<Operation> operations, State state) {

  /**
   * Where a chain stands.
   *
   * @param round the next one, from 1
   * @param task the instruction that it starts from, with its input
   * @param parent id of the record that holds it
   */
  record State(int round, String task, String parent, List<Candidate> made, List<Refusal> refused) {
    State {
      made = List.copyOf(made);
      refused = List.copyOf(refused);
    }
  }

  Exchange next() {
    if (state.round() > config.rounds()) {
      return new Exchange.Done(state.made(), state.refused());
    }
    Operation operation = operations.apply(state.round());
    String prompt = config.prompts().of(operation).render(Map.of("task", state.task()));
    return WholeAnswer.ask(
        anew(prompt, config.decodings().evolve()),
        evolved -> judged(operation, evolved),
        refusal -> failed(operation, refusal));
  }

  private Exchange judged(Operation operation, String evolved) {
    Optional<Refusal> fault = config.elimination().judgeInstruction(state.task(), evolved);
    if (fault.isPresent()) {
      return failed(operation, fault.get());
    }
    return config.judgeGain() ? gain(operation, evolved) : answer(operation, evolved);
  }

  private Exchange gain(Operation operation, String evolved) {
    String prompt =
        config.prompts().equal().render(Map.of("first", state.task(), "second", evolved));
    return WholeAnswer.ask(
        anew(prompt, config.decodings().judge()),
        verdict ->
            saysEqual(verdict)
                ? failed(
                    operation,
                    new Refusal("no-gain", "the judge says that it asks for the same", evolved))
                : answer(operation, evolved),
        refusal -> failed(operation, refusal));
  }

  /** Only a plain "equal" eliminates; what cannot be read does not. */
  static boolean saysEqual(String verdict) {
    String letters = PythonText.lower(verdict).replaceAll("[^a-z ]", "").strip();
    return letters.startsWith("equal");
  }

  private Exchange answer(Operation operation, String evolved) {
    return WholeAnswer.ask(
        new Request(model, Prompt.user(evolved), config.decodings().answer(), 0),
        answer ->
            config
                .elimination()
                .judgeAnswer(answer)
                .map(refusal -> failed(operation, refusal))
                .orElseGet(() -> made(operation, evolved, answer)),
        refusal -> failed(operation, refusal));
  }

  private Exchange made(Operation operation, String evolved, String answer) {
    Candidate candidate =
        new Candidate(
            evolved,
            "",
            answer,
            List.of(state.parent()),
            Map.of(
                MetadataKeys.OPERATION,
                operation.settingName(),
                MetadataKeys.ROUND,
                String.valueOf(state.round())));
    List<Candidate> all = new ArrayList<>(state.made());
    all.add(candidate);
    String id = ContentId.of(evolved, "", answer, "");
    return with(new State(state.round() + 1, evolved, id, all, state.refused())).next();
  }

  /** The parent is tried again. */
  private Exchange failed(Operation operation, Refusal refusal) {
    String place = "round " + state.round() + ", " + operation.settingName();
    List<Refusal> all = new ArrayList<>(state.refused());
    all.add(new Refusal(refusal.rule(), place + ": " + refusal.detail(), refusal.text()));
    return with(new State(state.round() + 1, state.task(), state.parent(), state.made(), all))
        .next();
  }

  private EvolChain with(State next) {
    return new EvolChain(config, model, operations, next);
  }

  /** A round asks anew: what failed once is not answered from what is stored. */
  private Request anew(String prompt, Decoding decoding) {
    return new Request(model, Prompt.user(prompt), decoding, state.round() - 1);
  }
}
