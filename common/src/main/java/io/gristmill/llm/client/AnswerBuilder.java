package io.gristmill.llm.client;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.Request;
import io.gristmill.llm.TokenEstimate;
import org.jspecify.annotations.Nullable;

/** An answer in the making, from one document or many pieces. Not safe for threads. */
final class AnswerBuilder {

  private final StringBuilder text = new StringBuilder();
  private boolean begun;
  private boolean ended;
  private @Nullable Finish finish;
  private long promptTokens = -1;
  private long completionTokens = -1;
  private @Nullable String model;
  private @Nullable String refusal;

  /** A piece of text, possibly empty; something of an answer has come. */
  void append(String piece) {
    begun = true;
    text.append(piece);
  }

  void finish(Finish why) {
    begun = true;
    finish = why;
  }

  /** The end mark of a stream has come. */
  void end() {
    ended = true;
  }

  void model(String name) {
    if (!name.isEmpty()) {
      model = name;
    }
  }

  /** Tokens as the server counted; a negative number is none. */
  void usage(long prompt, long completion) {
    promptTokens = prompt >= 0 ? prompt : promptTokens;
    completionTokens = completion >= 0 ? completion : completionTokens;
  }

  /** The model's own words for not answering, beside the text. */
  void refuse(String words) {
    begun = true;
    refusal = words;
  }

  /** Whether anything of an answer has come. */
  boolean isBegun() {
    return begun;
  }

  boolean isEnded() {
    return ended;
  }

  /** Whether nothing more can come that matters: the end mark, or the reason for the end. */
  boolean isWhole() {
    return ended || finish != null;
  }

  @Nullable String refusal() {
    return refusal;
  }

  /** The answer; where the server counted nothing the tokens are estimated. */
  Answer build(Request request) {
    Finish why = finish == null ? Finish.OTHER : finish;
    String whole = WellFormed.text(text);
    int cut = firstStop(whole, request);
    String kept = cut < 0 ? whole : whole.substring(0, cut);
    return new Answer(
        kept,
        cut < 0 ? why : Finish.STOP,
        promptTokens >= 0 ? promptTokens : TokenEstimate.of(request.prompt()),
        completionTokens >= 0 ? completionTokens : TokenEstimate.of(whole),
        model == null ? request.model() : model);
  }

  /** Where the first stop text begins that a server left in (TGI does), or -1. */
  private static int firstStop(String text, Request request) {
    return request.sampling().stop().stream()
        .filter(stop -> !stop.isEmpty())
        .mapToInt(text::indexOf)
        .filter(at -> at >= 0)
        .min()
        .orElse(-1);
  }
}
