package io.gristmill.recipe;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.text.PythonText;
import java.util.Optional;
import java.util.function.Function;

/** An answer that is used as a whole, or why it cannot be. */
public sealed interface WholeAnswer {

  /**
   * It can.
   *
   * @param text trimmed, never empty
   */
  record Text(String text) implements WholeAnswer {}

  /** It cannot: there is none, it is cut, withheld or empty. */
  record Unusable(Rejection rejection) implements WholeAnswer {}

  /** What became of a request. */
  static WholeAnswer of(Exchange.RequestResult reply) {
    if (reply instanceof Exchange.RequestResult.Failed failed) {
      return new Unusable(new Rejection(failed.rule(), failed.detail(), ""));
    }
    Answer answer = ((Exchange.RequestResult.Answered) reply).answer();
    String text = PythonText.strip(answer.text());
    if (answer.finish() == Answer.Finish.LENGTH) {
      return unusable("truncated", "the answer ended at its limit of tokens", text);
    }
    if (answer.finish() == Answer.Finish.FILTERED) {
      return unusable("filtered", "the server withheld the answer", text);
    }
    return text.isEmpty() ? unusable("empty-answer", "the answer is empty", "") : new Text(text);
  }

  /** The text, where it can be used. */
  default Optional<String> usable() {
    return this instanceof Text text ? Optional.of(text.text()) : Optional.empty();
  }

  /** Goes on with the one or the other. */
  default Exchange then(Function<String, Exchange> used, Function<Rejection, Exchange> refused) {
    return this instanceof Text usable
        ? used.apply(usable.text())
        : refused.apply(((Unusable) this).rejection());
  }

  /** One question; its answer leads on, or its refusal does. */
  static Exchange ask(
      Request request, Function<String, Exchange> used, Function<Rejection, Exchange> refused) {
    return Exchange.Ask.one(request, reply -> of(reply).then(used, refused));
  }

  /** One question, the end of which is a refusal where its answer cannot be used. */
  static Exchange ask(Request request, Function<String, Exchange> used) {
    return ask(request, used, Exchange.Done::refused);
  }

  private static WholeAnswer unusable(String rule, String detail, String text) {
    return new Unusable(new Rejection(rule, detail, text));
  }
}
