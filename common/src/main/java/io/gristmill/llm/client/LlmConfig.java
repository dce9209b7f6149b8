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
 * Settings of the model client (block {@code llm} of reference.conf without {@code
 * max-concurrency}, {@code budget} and {@code prices}). Contains no secrets, so it may be sent to
 * executors and displayed.
 *
 * @param baseUrl server URL without credentials, query or fragment; null for the rehearsal
 * @param model model name on the server
 * @param headers headers of every request, including that of the API key
 * @param sampling defaults for parameters that a recipe leaves null, including Ollama's context
 *     size
 * @param maxTokensParam name of the token limit in OpenAI's API: max_tokens or
 *     max_completion_tokens
 * @param stream whether answers are streamed
 * @param maxResponseBytes maximum size of a response in bytes
 * @param keepAlive how long Ollama keeps the model loaded; null means the server's default
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

  /** Default model name of the rehearsal. */
  public static final String REHEARSAL_MODEL = "rehearsal";

  public LlmConfig {
    headers = List.copyOf(headers);
  }

  /** Reads the settings; invalid ones are added to the problems. */
  public static LlmConfig read(Settings settings, Problems problems) {
    return new LlmSettings(settings.reader("llm", problems), problems).read();
  }

  /** Server URL for messages; the rehearsal has a description instead. */
  public String location() {
    return baseUrl == null ? "this process (rehearsal)" : baseUrl.toString();
  }
}
