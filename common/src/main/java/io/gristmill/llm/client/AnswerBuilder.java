package io.gristmill.llm.client;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.Request;
import io.gristmill.llm.TokenEstimate;
import org.jspecify.annotations.Nullable;

/** Builds an answer from one document or from stream chunks. Not thread-safe. */
final class AnswerBuilder {

  private final StringBuilder text = new StringBuilder();
  private boolean begun;
  private boolean ended;
  private @Nullable Finish finish;
  private long promptTokens = -1;
  private long completionTokens = -1;
  private @Nullable String model;
  private @Nullable String refusal;

  /** Appends a chunk of text, possibly empty. */
  void append(String piece) {
    begun = true;
    text.append(piece);
  }

  void finish(Finish why) {
    begun = true;
    finish = why;
  }

  /** Records the end marker of a stream. */
  void end() {
    ended = true;
  }

  void model(String name) {
    if (!name.isEmpty()) {
      model = name;
    }
  }

  /** Sets the token counts reported by the server; negative means not reported. */
  void usage(long prompt, long completion) {
    promptTokens = prompt >= 0 ? prompt : promptTokens;
    completionTokens = completion >= 0 ? completion : completionTokens;
  }

  /** Sets the model's explanation of a refusal. */
  void refuse(String words) {
    begun = true;
    refusal = words;
  }

  /** Whether any part of an answer has arrived. */
  boolean isBegun() {
    return begun;
  }

  boolean isEnded() {
    return ended;
  }

  /** Whether the answer is complete: an end marker or a finish reason has arrived. */
  boolean isWhole() {
    return ended || finish != null;
  }

  @Nullable String refusal() {
    return refusal;
  }

  /** Builds the answer; estimates token counts that the server did not report. */
  Answer build(Request request) {
    Finish why = finish == null ? Finish.OTHER : finish;
    String whole = Utf8.wellFormed(text);
    int cut = firstStop(whole, request);
    String kept = cut < 0 ? whole : whole.substring(0, cut);
    return new Answer(
        kept,
        cut < 0 ? why : Finish.STOP,
        promptTokens >= 0 ? promptTokens : TokenEstimate.of(request.prompt()),
        completionTokens >= 0 ? completionTokens : TokenEstimate.of(whole),
        model == null ? request.model() : model);
  }

  /** Index of the first stop string that the server left in (as TGI does), or -1. */
  private static int firstStop(String text, Request request) {
    return request.sampling().stop().stream()
        .filter(stop -> !stop.isEmpty())
        .mapToInt(text::indexOf)
        .filter(at -> at >= 0)
        .min()
        .orElse(-1);
  }
}
