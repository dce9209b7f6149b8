package io.gristmill.recipe.reflect;

import io.gristmill.llm.Request;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.Rows;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.reflect.ReflectConfig.Target;
import io.gristmill.record.Example;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reflection-Tuning of instructions, answers or both. A critique that lacks the required sections
 * is requested again; after the last attempt the record is kept unchanged or rejected. Unlike the
 * released code, a new instruction is only used together with its new answer, since mixing old and
 * new would pair a question with the answer to another.
 *
 * @param model model name
 */
public record Reflect(ReflectConfig config, String model) implements RowRecipe {

  /** Name in the settings. */
  public static final String NAME = "reflect";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange of(Example example) {
    Optional<Rejection> fault = Rows.findFault(example, true);
    if (fault.isPresent()) {
      return Exchange.Done.rejected(fault.get());
    }
    Draft text = new Draft(example.instruction(), example.input(), example.output(), "");
    if (config.target() == Target.RESPONSE) {
      return response(example, text);
    }
    if (text.input().isEmpty()) {
      return instruction(example, text);
    }
    Rejection input =
        new Rejection("has-input", "instructions of records with an input are not revised", "");
    return config.target() == Target.BOTH ? response(example, text) : keepUnchanged(example, input);
  }

  /** Current texts of a record and the operations that revised them. */
  private record Draft(String instruction, String input, String output, String operations) {
    Draft with(String newInstruction, String newOutput, String operation) {
      String all = operations.isEmpty() ? operation : operations + "+" + operation;
      return new Draft(newInstruction, input, newOutput, all);
    }
  }

  private Exchange instruction(Example example, Draft text) {
    CritiqueRequest critiqueRequest =
        new CritiqueRequest(
            request(config.prompts().instructionSystem(), config.prompts().instruction(), text),
            critique ->
                Reflections.newTask(critique)
                    .map(t -> text.with(t.instruction(), t.answer(), "reflect-instruction")),
            better ->
                config.target() == Target.BOTH
                    ? response(example, better)
                    : finish(example, better),
            rejection ->
                config.target() == Target.BOTH
                    ? response(example, text)
                    : keepUnchanged(example, rejection));
    return attempt(critiqueRequest, 0);
  }

  private Exchange response(Example example, Draft text) {
    PromptTemplate prompt =
        text.input().isEmpty() ? config.prompts().response() : config.prompts().responseWithInput();
    CritiqueRequest critiqueRequest =
        new CritiqueRequest(
            request(config.prompts().responseSystem(), prompt, text),
            critique ->
                Reflections.betterAnswer(critique)
                    .map(answer -> text.with(text.instruction(), answer, "reflect-response")),
            better -> finish(example, better),
            rejection ->
                text.operations().isEmpty()
                    ? keepUnchanged(example, rejection)
                    : finish(example, text));
    return attempt(critiqueRequest, 0);
  }

  /**
   * A request for a critique and its continuations.
   *
   * @param read parses the revised texts; empty if the critique is incomplete
   */
  private record CritiqueRequest(
      Request request,
      Function<String, Optional<Draft>> read,
      Function<Draft, Exchange> onComplete,
      Function<Rejection, Exchange> onRejection) {

    /** Returns the request as another sample. */
    Request sample(int attempt) {
      return new Request(request.model(), request.prompt(), request.sampling(), attempt);
    }
  }

  /** Requests critiques until one is complete or the attempts are used up. */
  private Exchange attempt(CritiqueRequest critiqueRequest, int attempt) {
    return WholeAnswer.ask(
        critiqueRequest.sample(attempt),
        critique ->
            critiqueRequest
                .read()
                .apply(critique)
                .map(critiqueRequest.onComplete())
                .orElseGet(() -> retry(critiqueRequest, attempt, incomplete(critique))),
        rejection -> retry(critiqueRequest, attempt, rejection));
  }

  private Exchange retry(CritiqueRequest critiqueRequest, int attempt, Rejection rejection) {
    return attempt + 1 < config.maxAttempts()
        ? attempt(critiqueRequest, attempt + 1)
        : critiqueRequest.onRejection().apply(rejection);
  }

  private static Rejection incomplete(String critique) {
    return new Rejection("no-reflection", "the critique lacks the required sections", critique);
  }

  private Request request(PromptTemplate system, PromptTemplate prompt, Draft text) {
    Map<String, String> values =
        Map.of("instruction", text.instruction(), "input", text.input(), "output", text.output());
    return new Request(
        model, Rows.chat(system.render(Map.of()), prompt.render(values)), config.sampling(), 0);
  }

  private static Exchange finish(Example example, Draft text) {
    return Exchange.Done.of(
        Rows.revise(
            example,
            text.instruction(),
            text.input(),
            text.output(),
            Map.of(MetadataKeys.OPERATION, text.operations())));
  }

  private Exchange keepUnchanged(Example example, Rejection rejection) {
    return config.keepOriginal()
        ? Exchange.Done.of(
            Rows.revise(
                example,
                example.instruction(),
                example.input(),
                example.output(),
                Map.of(MetadataKeys.KEPT, rejection.rule())))
        : Exchange.Done.rejected(rejection);
  }
}
