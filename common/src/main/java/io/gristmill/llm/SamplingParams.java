package io.gristmill.llm;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to draw its answer. What is null is not sent, so the server's own default holds.
 *
 * <p>The context is part of it, and so of a request's key, where it is set for a request (Ollama's
 * num_ctx): a prompt that fails or is cut at one size is answered at a larger one, and an answer
 * that outgrows it loses the prompt's beginning. So another size asks again. A context that is the
 * server's own setting is as invisible to us as its version; it is in no key.
 *
 * @param maxTokens most tokens of the answer, at least 1
 * @param temperature at least 0
 * @param topP nucleus, in [0, 1]
 * @param topK at least 1; not every server knows it
 * @param frequencyPenalty in [-2, 2]
 * @param presencePenalty in [-2, 2]
 * @param seed where the server can be made to repeat itself
 * @param stop texts that end the answer and are not part of it
 * @param jsonSchema a JSON schema the answer must follow, where the server offers it
 * @param contextTokens that prompt and answer have room in, at least 1; Ollama alone knows it
 */
public record SamplingParams(
    @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer topK,
    @Nullable Double frequencyPenalty,
    @Nullable Double presencePenalty,
    @Nullable Long seed,
    List<String> stop,
    @Nullable String jsonSchema,
    @Nullable Integer contextTokens)
    implements Serializable {

  /** All by the server's defaults. */
  public static final SamplingParams DEFAULT =
      new SamplingParams(null, null, null, null, null, null, null, List.of(), null);

  public SamplingParams {
    Require.that(maxTokens == null || maxTokens >= 1, "max-tokens must be at least 1");
    Require.that(contextTokens == null || contextTokens >= 1, "context-tokens must be at least 1");
    Require.that(temperature == null || temperature >= 0, "temperature must not be negative");
    Require.that(topP == null || 0 <= topP && topP <= 1, "top-p must be in [0, 1]");
    Require.that(topK == null || topK >= 1, "top-k must be at least 1");
    Require.that(
        isPenalty(frequencyPenalty) && isPenalty(presencePenalty),
        "frequency-penalty and presence-penalty must be in [-2, 2]");
    stop = List.copyOf(stop);
  }

  /** With the server's own context. */
  public SamplingParams(
      @Nullable Integer maxTokens,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Integer topK,
      @Nullable Double frequencyPenalty,
      @Nullable Double presencePenalty,
      @Nullable Long seed,
      List<String> stop,
      @Nullable String jsonSchema) {
    this(
        maxTokens,
        temperature,
        topP,
        topK,
        frequencyPenalty,
        presencePenalty,
        seed,
        stop,
        jsonSchema,
        null);
  }

  /** This one in a context of its own. */
  public SamplingParams withContextTokens(@Nullable Integer tokens) {
    return new SamplingParams(
        maxTokens,
        temperature,
        topP,
        topK,
        frequencyPenalty,
        presencePenalty,
        seed,
        stop,
        jsonSchema,
        tokens);
  }

  private static boolean isPenalty(@Nullable Double penalty) {
    return penalty == null || -2 <= penalty && penalty <= 2;
  }

  /** This one, with the other's values where it has none. */
  public SamplingParams orElse(SamplingParams other) {
    return new SamplingParams(
        maxTokens != null ? maxTokens : other.maxTokens,
        temperature != null ? temperature : other.temperature,
        topP != null ? topP : other.topP,
        topK != null ? topK : other.topK,
        frequencyPenalty != null ? frequencyPenalty : other.frequencyPenalty,
        presencePenalty != null ? presencePenalty : other.presencePenalty,
        seed != null ? seed : other.seed,
        stop.isEmpty() ? other.stop : stop,
        jsonSchema != null ? jsonSchema : other.jsonSchema,
        contextTokens != null ? contextTokens : other.contextTokens);
  }
}
