package io.gristmill.recipe.evol;

import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.record.ContentId;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The successive evolutions of one record, as an exchange.
 *
 * @param mutations mutation of each evolution, by its number from 1
 */
record EvolChain(
    EvolInstructConfig config, String model, IntFunction<Mutation> mutations, State state) {

  /**
   * State of a chain.
   *
   * @param round number of the next evolution, from 1
   * @param task instruction to evolve, including its input
   * @param parent id of the record with that instruction
   */
  record State(
      int round,
      String task,
      String parent,
      List<Candidate> candidates,
      List<Rejection> rejections) {
    State {
      candidates = List.copyOf(candidates);
      rejections = List.copyOf(rejections);
    }
  }

  Exchange next() {
    if (state.round() > config.numEvolutions()) {
      return new Exchange.Done(state.candidates(), state.rejections());
    }
    Mutation mutation = mutations.apply(state.round());
    String prompt = config.prompts().of(mutation).render(Map.of("task", state.task()));
    return WholeAnswer.ask(
        freshRequest(prompt, config.sampling().evolve()),
        evolved -> judge(mutation, evolved),
        rejection -> addRejection(mutation, rejection));
  }

  private Exchange judge(Mutation mutation, String evolved) {
    Optional<Rejection> fault = config.elimination().judgeInstruction(state.task(), evolved);
    if (fault.isPresent()) {
      return addRejection(mutation, fault.get());
    }
    return config.judgeGain() ? judgeGain(mutation, evolved) : answer(mutation, evolved);
  }

  private Exchange judgeGain(Mutation mutation, String evolved) {
    String prompt =
        config.prompts().equal().render(Map.of("first", state.task(), "second", evolved));
    return WholeAnswer.ask(
        freshRequest(prompt, config.sampling().judge()),
        verdict ->
            saysEqual(verdict)
                ? addRejection(
                    mutation,
                    new Rejection("no-gain", "the judge considers it equal to its parent", evolved))
                : answer(mutation, evolved),
        rejection -> addRejection(mutation, rejection));
  }

  /** Whether the verdict starts with "equal"; an unreadable verdict does not eliminate. */
  static boolean saysEqual(String verdict) {
    String letters = PythonText.lower(verdict).replaceAll("[^a-z ]", "").strip();
    return letters.startsWith("equal");
  }

  private Exchange answer(Mutation mutation, String evolved) {
    return WholeAnswer.ask(
        new Request(model, Prompt.user(evolved), config.sampling().answer(), 0),
        answer ->
            config
                .elimination()
                .judgeAnswer(answer)
                .map(rejection -> addRejection(mutation, rejection))
                .orElseGet(() -> addCandidate(mutation, evolved, answer)),
        rejection -> addRejection(mutation, rejection));
  }

  private Exchange addCandidate(Mutation mutation, String evolved, String answer) {
    Candidate candidate =
        new Candidate(
            evolved,
            "",
            answer,
            List.of(state.parent()),
            Map.of(
                MetadataKeys.OPERATION,
                mutation.settingName(),
                MetadataKeys.ROUND,
                String.valueOf(state.round())));
    List<Candidate> all = new ArrayList<>(state.candidates());
    all.add(candidate);
    String id = ContentId.of(evolved, "", answer, "");
    return with(new State(state.round() + 1, evolved, id, all, state.rejections())).next();
  }

  /** Records the rejection and evolves the same parent again. */
  private Exchange addRejection(Mutation mutation, Rejection rejection) {
    String place = "round " + state.round() + ", " + mutation.settingName();
    List<Rejection> all = new ArrayList<>(state.rejections());
    all.add(new Rejection(rejection.rule(), place + ": " + rejection.detail(), rejection.text()));
    return with(new State(state.round() + 1, state.task(), state.parent(), state.candidates(), all))
        .next();
  }

  private EvolChain with(State next) {
    return new EvolChain(config, model, mutations, next);
  }

  /** Uses the evolution as sample number, so that a retry is not answered from the store. */
  private Request freshRequest(String prompt, SamplingParams sampling) {
    return new Request(model, Prompt.user(prompt), sampling, state.round() - 1);
  }
}
