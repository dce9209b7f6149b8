package io.gristmill.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jinja.TemplateException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The chat templates and special tokens of a model directory. Templates come from {@code
 * chat_template.jinja} and {@code additional_chat_templates/*.jinja}; else from {@code
 * chat_template} in {@code tokenizer_config.json} (one template or a list of named ones); else from
 * {@code chat_template.json}. Special tokens come from {@code tokenizer_config.json} and {@code
 * special_tokens_map.json}.
 *
 * @param sources templates by name; the unnamed one is {@value #DEFAULT}
 * @param specialTokens special tokens by variable name
 */
public record ChatTemplateFiles(Map<String, String> sources, Map<String, String> specialTokens)
    implements Serializable {

  /** Name of the default template. */
  public static final String DEFAULT = "default";

  /** Name of the template for conversations with tools. */
  public static final String TOOL_USE = "tool_use";

  /** Folder of further templates in a model directory. */
  public static final String ADDITIONAL = "additional_chat_templates";

  private static final String KEY = "chat_template";

  private static final ObjectMapper JSON = new ObjectMapper();

  public ChatTemplateFiles {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    specialTokens = Collections.unmodifiableMap(new LinkedHashMap<>(specialTokens));
  }

  /**
   * Reads a model directory that may have no chat template.
   *
   * @throws UserException when a file is malformed
   */
  public static Optional<ChatTemplateFiles> find(Path directory) {
    try {
      JsonNode config = readJson(directory.resolve("tokenizer_config.json"));
      JsonNode map = readJson(directory.resolve("special_tokens_map.json"));
      Map<String, String> sources = readFiles(directory);
      if (sources.isEmpty()) {
        sources = parseSources(config.path(KEY));
      }
      if (sources.isEmpty()) {
        sources = parseSources(readJson(directory.resolve("chat_template.json")).path(KEY));
      }
      return sources.isEmpty()
          ? Optional.empty()
          : Optional.of(new ChatTemplateFiles(sources, TemplateSpecialTokens.of(config, map)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the chat template of " + directory, e);
    }
  }

  /**
   * The template that transformers uses: {@value #TOOL_USE} with tools if it exists, else the
   * default.
   *
   * @throws UserException when there are several and none is the default
   * @throws TemplateException when the template cannot be read
   */
  public ChatTemplate template(boolean tools) {
    return template(tools && sources.containsKey(TOOL_USE) ? TOOL_USE : DEFAULT);
  }

  /**
   * The template with a name.
   *
   * @throws UserException when there is none
   * @throws TemplateException when the template cannot be read
   */
  public ChatTemplate template(String name) {
    String source = sources.get(name);
    if (source == null) {
      throw new UserException(
          ExitCode.INPUT, "no chat template '" + name + "', only " + sources.keySet());
    }
    return ChatTemplate.of(source, specialTokens);
  }

  private static Map<String, String> readFiles(Path directory) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    Path single = directory.resolve("chat_template.jinja");
    if (Files.isRegularFile(single)) {
      sources.put(DEFAULT, Files.readString(single));
    }
    Path folder = directory.resolve(ADDITIONAL);
    if (Files.isDirectory(folder)) {
      for (Path file : listJinja(folder)) {
        String name = file.getFileName().toString();
        sources.put(name.substring(0, name.length() - ".jinja".length()), Files.readString(file));
      }
    }
    return sources;
  }

  private static List<Path> listJinja(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jinja")).sorted().toList();
    }
  }

  /** Reads one template, or several with their names. */
  private static Map<String, String> parseSources(JsonNode value) {
    Map<String, String> sources = new TreeMap<>();
    if (value.isTextual()) {
      sources.put(DEFAULT, value.textValue());
    }
    if (value.isArray()) {
      value.forEach(
          each -> sources.put(each.path("name").asText(), each.path("template").asText()));
    }
    if (value.isObject()) {
      value.properties().forEach(each -> sources.put(each.getKey(), each.getValue().asText()));
    }
    return sources;
  }

  private static JsonNode readJson(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UserException(ExitCode.INPUT, file + ": " + e.getOriginalMessage(), e);
    }
  }
}
