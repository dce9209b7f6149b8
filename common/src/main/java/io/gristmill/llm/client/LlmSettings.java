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

/** Reads the block {@code llm}. */
final class LlmSettings {

  private static final String OLLAMA_URL = "http://localhost:11434";
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
    Provider provider = llm.choice("provider", Provider.class);
    return new LlmConfig(
        provider,
        baseUrl(provider),
        model(provider),
        headers(),
        sampling().withContextTokens(numCtx(provider)),
        SettingsReader.kebab(llm.choice("max-tokens-name", MaxTokensParam.class)).replace('-', '_'),
        llm.flag("stream"),
        llm.whole("max-reply-bytes", 1024, Integer.MAX_VALUE - 64),
        timeouts(),
        retry(),
        llm.below("ollama").optionalText("keep-alive").orElse(null));
  }

  /** The two names that OpenAI's protocol has for one thing. */
  private enum MaxTokensParam {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS
  }

  private String model(Provider provider) {
    Optional<String> name = llm.optionalText("model");
    if (name.isEmpty() && provider.isServer()) {
      llm.problem("model", "the name of a model that the server has");
    }
    return name.orElse(LlmConfig.REHEARSAL_MODEL);
  }

  private @Nullable URI baseUrl(Provider provider) {
    Optional<String> given = llm.optionalText("base-url");
    if (!provider.isServer()) {
      if (given.isPresent()) { // else a forgotten provider would rehearse in silence
        problems.add(
            "%s must be null where llm.provider is %s, which asks no server",
            llm.full("base-url"), SettingsReader.kebab(provider));
      }
      return null;
    }
    if (given.isEmpty() && provider.isOllama()) {
      return URI.create(OLLAMA_URL);
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
          "%s must not end in /v1 for %s; that is Ollama's address for openai-chat",
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
      problems.add("%s is no header that can be set", key);
    } else if (SecretSource.isMeant(value) || SECRET_HEADER.matcher(lower).matches()) {
      SecretSource.parse(value)
          .ifPresentOrElse(
              source -> headers.add(new Header.Secret(name, "", source, key)),
              () ->
                  problems.add("%s must be env:NAME or file:/PATH, never the secret itself", key));
    } else if (!value.chars().allMatch(c -> ' ' <= c && c < 0x7F)) {
      problems.add("%s must be printable ASCII", key);
    } else {
      headers.add(new Header.Plain(name, value));
    }
  }

  /** Read in any case, so that a wrong one is told. */
  private @Nullable Integer numCtx(Provider provider) {
    Integer given = optionalInteger(llm.below("ollama"), "num-ctx", 1, 100_000_000);
    return provider.isOllama() ? given : null;
  }

  private SamplingParams sampling() {
    SettingsReader block = llm.below("decoding");
    return new SamplingParams(
        optionalInteger(block, "max-tokens", 1, 10_000_000),
        optionalReal(block, "temperature", 0, 100),
        optionalReal(block, "top-p", 0, 1),
        optionalInteger(block, "top-k", 1, 10_000_000),
        optionalReal(block, "frequency-penalty", -2, 2),
        optionalReal(block, "presence-penalty", -2, 2),
        block.isNull("seed") ? null : (Long) block.whole("seed", 0, Integer.MAX_VALUE),
        block.texts("stop"),
        null);
  }

  private Timeouts timeouts() {
    SettingsReader block = llm.below("timeouts");
    return new Timeouts(
        seconds(block, "connect-seconds", 0.001),
        seconds(block, "idle-seconds", 0.001),
        seconds(block, "request-seconds", 0.001));
  }

  private RetryPolicy retry() {
    SettingsReader block = llm.below("retry");
    Duration first = seconds(block, "first-wait-seconds", 0);
    Duration longest = seconds(block, "longest-wait-seconds", 0);
    if (longest.compareTo(first) < 0) {
      block.problem("longest-wait-seconds", "at least " + block.full("first-wait-seconds"));
    }
    return new RetryPolicy(
        block.integer("attempts", 1, 1000),
        block.integer("malformed-attempts", 1, 1000),
        first,
        longest.compareTo(first) < 0 ? first : longest,
        seconds(block, "longest-retry-after-seconds", 0),
        seconds(block, "rate-limited-for-seconds", 0),
        block.integer("dead-after-failures", 1, 1_000_000),
        seconds(block, "dead-after-seconds", 0));
  }

  private static Duration seconds(SettingsReader block, String key, double least) {
    return Duration.ofNanos(Math.round(block.real(key, least, MAX_SECONDS) * 1e9));
  }

  private static @Nullable Integer optionalInteger(
      SettingsReader block, String key, int least, int most) {
    return block.isNull(key) ? null : (Integer) block.integer(key, least, most);
  }

  private static @Nullable Double optionalReal(
      SettingsReader block, String key, double least, double most) {
    return block.isNull(key) ? null : (Double) block.real(key, least, most);
  }
}
