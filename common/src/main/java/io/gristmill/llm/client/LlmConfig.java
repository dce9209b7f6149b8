package io.gristmill.llm.client;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.SamplingParams;
import io.gristmill.llm.retry.RetryPolicy;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked, and how; block {@code llm} of reference.conf without {@code budget} and
 * {@code prices}. Holds no secret, so it may travel to executors and be shown.
 *
 * @param baseUrl without credentials, query or fragment; null for the rehearsal only
 * @param model the name that the server knows it by
 * @param headers of every request, the key's among them
 * @param sampling defaults for what a recipe leaves open, Ollama's context among them
 * @param maxTokensParam what OpenAI's protocol calls the limit of tokens: max_tokens, or
 *     max_completion_tokens
 * @param stream whether answers are sent in pieces
 * @param maxResponseBytes longest reply that is read, in bytes
 * @param keepAlive how long Ollama keeps the model loaded; null leaves it to the server
 */
public record LlmConfig(
    Provider provider,
    @Nullable URI baseUrl,
    String model,
    List<Header> headers,
    SamplingParams sampling,
    String maxTokensParam,
    boolean stream,
    long maxResponseBytes,
    Timeouts timeouts,
    RetryPolicy retry,
    @Nullable String keepAlive)
    implements Serializable {

  /** What the rehearsal is called where the settings name no model. */
  public static final String REHEARSAL_MODEL = "rehearsal";

  public LlmConfig {
    headers = List.copyOf(headers);
  }

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static LlmConfig read(Settings settings, Problems problems) {
    return new LlmSettings(settings.reader("llm", problems), problems).read();
  }

  /** The server's address for messages, or what stands in for one. */
  public String location() {
    return baseUrl == null ? "this process (rehearsal)" : baseUrl.toString();
  }
}
