package io.gristmill.llm.client;

import io.gristmill.llm.Model;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the model selected by the settings. */
public final class Models {

  private Models() {}

  /**
   * Opens a model without retries, once per process; the caller must close it.
   *
   * @param rehearsal creates the built-in rehearsal model
   * @throws io.gristmill.check.UserException if the API key cannot be read in this process
   */
  public static Model open(LlmConfig config, Supplier<? extends Model> rehearsal) {
    return config.provider().isServer() ? http(config, System::getenv) : rehearsal.get();
  }

  /**
   * @param environment looks up an environment variable; null if unset
   */
  static Model http(LlmConfig config, Function<String, @Nullable String> environment) {
    Map<String, String> headers = new LinkedHashMap<>();
    List<String> secrets = new ArrayList<>();
    for (Header header : config.headers()) {
      headers.put(header.name(), value(header, environment, secrets));
    }
    Protocol protocol = protocol(config);
    return new HttpModel(address(config, protocol), protocol, headers, secrets, config);
  }

  private static String value(
      Header header, Function<String, @Nullable String> environment, List<String> secrets) {
    if (header instanceof Header.Secret secret) {
      String value = secret.source().read(environment, secret.setting());
      secrets.add(value);
      return secret.prefix() + value;
    }
    return ((Header.Plain) header).value();
  }

  private static Protocol protocol(LlmConfig config) {
    boolean stream = config.stream();
    return switch (config.provider()) {
      case OPENAI_CHAT -> new OpenAi(true, stream, config.maxTokensParam());
      case OPENAI_COMPLETIONS -> new OpenAi(false, stream, "max_tokens");
      case OLLAMA_CHAT -> new Ollama(true, stream, config.keepAlive());
      case OLLAMA_GENERATE -> new Ollama(false, stream, config.keepAlive());
      case REHEARSAL -> throw new IllegalArgumentException("the rehearsal is not a server");
    };
  }

  private static URI address(LlmConfig config, Protocol protocol) {
    URI base = Objects.requireNonNull(config.baseUrl(), "a server has an address");
    boolean bare = base.getRawPath().isEmpty() && protocol instanceof OpenAi;
    return URI.create(base + (bare ? "/v1" : "") + protocol.path());
  }
}
