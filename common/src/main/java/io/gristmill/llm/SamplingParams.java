package io.gristmill.llm;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sampling parameters of a request. Null parameters are not sent, so the server's default applies.
 *
 * <p>The context size (Ollama's num_ctx) is part of the parameters and so of the request key if a
 * request sets it: a prompt that fails or is cut at one size is answered at a larger one, and an
 * answer that outgrows the context loses the beginning of the prompt. A different size therefore
 * sends the request again. The client knows neither the version of the server nor a context size
 * configured there, so neither is part of a key.
 *
 * @param maxTokens maximum number of generated tokens, at least 1
 * @param temperature sampling temperature, at least 0
 * @param topP nucleus sampling threshold, in [0, 1]
 * @param topK number of most likely tokens to sample from, at least 1; not all servers support it
 * @param frequencyPenalty in [-2, 2]
 * @param presencePenalty in [-2, 2]
 * @param seed random seed, for servers that support one
 * @param stop strings that end the answer and are not part of it
 * @param jsonSchema JSON schema for the answer, for servers that support one
 * @param contextTokens context size for prompt and answer in tokens, at least 1; Ollama only
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

  /** The server's defaults. */
  public static final SamplingParams DEFAULT =
      new SamplingParams(null, null, null, null, null, null, null, List.of(), null, null);

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

  /** Returns these parameters with another context size. */
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

  /** Returns these parameters, with null values taken from {@code other}. */
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
