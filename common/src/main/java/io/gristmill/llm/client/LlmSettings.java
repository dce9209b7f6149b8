package io.gristmill.llm.client;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import io.gristmill.llm.retry.RetryPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads block {@code llm} into an {@link LlmConfig}. */
final class LlmSettings {

  private static final String OLLAMA_URL = "http://localhost:11434";
  private static final String USUAL_URLS =
      "https://api.openai.com/v1 (OpenAI), http://localhost:8000/v1 (vLLM),"
          + " http://localhost:8080/v1 (llama.cpp), http://localhost:1234/v1 (LM Studio),"
          + " http://localhost:11434/v1 (Ollama)";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern SECRET_HEADER =
      Pattern.compile(".*(auth|key|token|secret|cookie|password|credential|signature).*");
  private static final List<String> RESERVED_HEADERS =
      List.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "upgrade",
          "transfer-encoding",
          "accept",
          "accept-encoding");
  private static final double MAX_SECONDS = 86_400;

  private final SettingsReader llm;
  private final Problems problems;

  LlmSettings(SettingsReader llm, Problems problems) {
    this.llm = llm;
    this.problems = problems;
  }

  LlmConfig read() {
    boolean isKnown = llm.isChoice("provider", Provider.class);
    Provider provider = llm.choice("provider", Provider.class);
    return new LlmConfig(
        provider,
        isKnown ? baseUrl(provider) : null, // an unknown provider was reported
        isKnown ? model(provider) : LlmConfig.REHEARSAL_MODEL,
        headers(),
        sampling().withContextTokens(numCtx(provider)),
        SettingsReader.kebab(llm.choice("max-tokens-param", MaxTokensParam.class))
            .replace('-', '_'),
        llm.flag("stream"),
        llm.whole("max-response-bytes", 1024, Integer.MAX_VALUE - 64),
        timeouts(),
        retry(),
        llm.below("ollama").optionalText("keep-alive").orElse(null));
  }

  /** The two names of the token limit in OpenAI's API. */
  private enum MaxTokensParam {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS
  }

  private String model(Provider provider) {
    Optional<String> name = llm.optionalText("model");
    if (name.isEmpty() && provider.isServer()) {
      llm.problem("model", "the name of a model on the server");
    }
    return name.orElse(LlmConfig.REHEARSAL_MODEL);
  }

  private @Nullable URI baseUrl(Provider provider) {
    Optional<String> given = llm.optionalText("base-url");
    if (!provider.isServer()) {
      if (given.isPresent()) { // most likely llm.provider was forgotten
        problems.add(
            "%s needs a server, but llm.provider is %s; set llm.provider=openai-chat or unset the"
                + " URL",
            llm.full("base-url"), SettingsReader.kebab(provider));
      }
      return null;
    }
    if (given.isEmpty() && provider.isOllama()) {
      return URI.create(OLLAMA_URL);
    }
    if (given.isEmpty()) {
      problems.add(
          "%s is missing for llm.provider %s; usual values: %s",
          llm.full("base-url"), SettingsReader.kebab(provider), USUAL_URLS);
      return null;
    }
    Optional<URI> url = given.flatMap(LlmSettings::address);
    if (url.isEmpty()) {
      // The value is not shown: it may hold credentials.
      problems.add(
          "%s must be http(s)://host[:port][/path] without user, password, query or fragment",
          llm.full("base-url"));
      return null;
    }
    if (provider.isOllama() && url.get().getRawPath().endsWith("/v1")) {
      problems.add(
          "%s must not end in /v1 for llm.provider %s; /v1 is Ollama's address for openai-chat",
          llm.full("base-url"), SettingsReader.kebab(provider));
    }
    return url.get();
  }

  private static Optional<URI> address(String text) {
    try {
      URI url = new URI(text.strip().replaceAll("/+$", ""));
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean isAddress =
          (scheme.equals("http") || scheme.equals("https"))
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return isAddress ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    llm.optionalText("api-key").ifPresent(setting -> addKey(setting, headers));
    for (Map.Entry<String, String> given : llm.map("headers").entrySet()) {
      addHeader(given.getKey(), given.getValue(), headers);
    }
    return headers;
  }

  private void addKey(String setting, List<Header> headers) {
    Optional<SecretSource> source = SecretSource.parse(setting);
    String key = llm.full("api-key");
    if (source.isEmpty()) {
      problems.add(
          "%s must be env:NAME (an environment variable) or file:/PATH (a mounted file), never the"
              + " key itself: settings are shown in logs, web pages and run.json",
          key);
      return;
    }
    headers.add(new Header.Secret("Authorization", "Bearer ", source.get(), key));
  }

  private void addHeader(String name, String value, List<Header> headers) {
    String key = llm.full("headers") + "." + name;
    String lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches() || RESERVED_HEADERS.contains(lower)) {
      problems.add("%s is not a header that can be set", key);
    } else if (SecretSource.isMeant(value) || SECRET_HEADER.matcher(lower).matches()) {
      SecretSource.parse(value)
          .ifPresentOrElse(
              source -> headers.add(new Header.Secret(name, "", source, key)),
              () ->
                  problems.add("%s must be env:NAME or file:/PATH, never the secret itself", key));
    } else if (!value.chars().allMatch(c -> ' ' <= c && c < 0x7F)) {
      problems.add("%s must consist of printable ASCII characters", key);
    } else {
      headers.add(new Header.Plain(name, value));
    }
  }

  /** Reads the key for every provider, so that an invalid value is always reported. */
  private @Nullable Integer numCtx(Provider provider) {
    Integer given = optionalInteger(llm.below("ollama"), "num-ctx", 1, 100_000_000);
    return provider.isOllama() ? given : null;
  }

  private SamplingParams sampling() {
    SettingsReader block = llm.below("sampling");
    return new SamplingParams(
        optionalInteger(block, "max-tokens", 1, 10_000_000),
        optionalReal(block, "temperature", 0, 100),
        optionalReal(block, "top-p", 0, 1),
        optionalInteger(block, "top-k", 1, 10_000_000),
        optionalReal(block, "frequency-penalty", -2, 2),
        optionalReal(block, "presence-penalty", -2, 2),
        block.isNull("seed") ? null : (Long) block.whole("seed", 0, Integer.MAX_VALUE),
        block.texts("stop"),
        null,
        null);
  }

  private Timeouts timeouts() {
    return new Timeouts(
        seconds(llm, "connect-timeout-seconds", 0.001),
        seconds(llm, "idle-timeout-seconds", 0.001),
        seconds(llm, "request-timeout-seconds", 0.001));
  }

  private RetryPolicy retry() {
    SettingsReader block = llm.below("retry");
    Duration initial = seconds(block, "initial-backoff-seconds", 0);
    Duration max = seconds(block, "max-backoff-seconds", 0);
    if (max.compareTo(initial) < 0) {
      block.problem("max-backoff-seconds", "at least " + block.full("initial-backoff-seconds"));
    }
    return new RetryPolicy(
        block.integer("max-attempts", 1, 1000),
        block.integer("max-malformed-attempts", 1, 1000),
        initial,
        max.compareTo(initial) < 0 ? initial : max,
        seconds(block, "max-retry-after-seconds", 0),
        seconds(block, "max-rate-limited-seconds", 0),
        block.integer("server-down-after-failures", 1, 1_000_000),
        seconds(block, "server-down-after-seconds", 0));
  }

  private static Duration seconds(SettingsReader block, String key, double min) {
    return Duration.ofNanos(Math.round(block.real(key, min, MAX_SECONDS) * 1e9));
  }

  private static @Nullable Integer optionalInteger(
      SettingsReader block, String key, int min, int max) {
    return block.isNull(key) ? null : (Integer) block.integer(key, min, max);
  }

  private static @Nullable Double optionalReal(
      SettingsReader block, String key, double min, double max) {
    return block.isNull(key) ? null : (Double) block.real(key, min, max);
  }
}
