package io.gristmill.summary;

/** The answered requests of a stage to a model, with their tokens and cost (US dollars). */
record ModelUse(long requests, long promptTokens, long completionTokens, double usd) {

  static final ModelUse NONE = new ModelUse(0, 0, 0, 0);

  static ModelUse of(StageFacts facts) {
    return new ModelUse(
        facts.countOrZero("requests"),
        facts.countOrZero("prompt-tokens"),
        facts.countOrZero("completion-tokens"),
        facts.number("cost-usd").orElse(0));
  }

  ModelUse plus(ModelUse other) {
    return new ModelUse(
        requests + other.requests,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        usd + other.usd);
  }

  @Override
  public String toString() {
    return "%s, %s prompt and %s completion tokens, %s"
        .formatted(
            Figures.count(requests, "request"),
            Figures.count(promptTokens),
            Figures.count(completionTokens),
            Figures.dollars(usd));
  }
}
