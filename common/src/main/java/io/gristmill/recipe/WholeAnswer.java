package io.gristmill.recipe;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.text.PythonText;
import java.util.Optional;
import java.util.function.Function;

/** A complete usable answer, or the reason why there is none. */
public sealed interface WholeAnswer {

  /**
   * A usable answer.
   *
   * @param text stripped, not empty
   */
  record Text(String text) implements WholeAnswer {}

  /** The request failed, or its answer is truncated, filtered or empty. */
  record Unusable(Rejection rejection) implements WholeAnswer {}

  /** Classifies the outcome of a request. */
  static WholeAnswer of(RequestOutcome outcome) {
    if (outcome instanceof RequestOutcome.Failed failed) {
      return new Unusable(new Rejection(failed.rule(), failed.reason(), ""));
    }
    Answer answer = (Answer) outcome;
    String text = PythonText.strip(answer.text());
    if (answer.finish() == Answer.Finish.LENGTH) {
      return unusable("truncated", "the answer reached max-tokens", text);
    }
    if (answer.finish() == Answer.Finish.FILTERED) {
      return unusable("filtered", "the server withheld the answer", text);
    }
    return text.isEmpty() ? unusable("empty-answer", "the answer is empty", "") : new Text(text);
  }

  /** The text, if usable. */
  default Optional<String> usable() {
    return this instanceof Text text ? Optional.of(text.text()) : Optional.empty();
  }

  /** Continues with the text or with the rejection. */
  default Exchange then(
      Function<String, Exchange> onText, Function<Rejection, Exchange> onRejection) {
    return this instanceof Text usable
        ? onText.apply(usable.text())
        : onRejection.apply(((Unusable) this).rejection());
  }

  /** Sends a request and continues with its text or its rejection. */
  static Exchange ask(
      Request request,
      Function<String, Exchange> onText,
      Function<Rejection, Exchange> onRejection) {
    return Exchange.Ask.one(request, outcome -> of(outcome).then(onText, onRejection));
  }

  /** Sends a request; the exchange ends with a rejection if its answer is unusable. */
  static Exchange ask(Request request, Function<String, Exchange> onText) {
    return ask(request, onText, Exchange.Done::rejected);
  }

  private static WholeAnswer unusable(String rule, String detail, String text) {
    return new Unusable(new Rejection(rule, detail, text));
  }
}
