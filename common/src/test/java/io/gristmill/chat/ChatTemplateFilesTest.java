package io.gristmill.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTemplateFilesTest {

  private static final Chat CHAT = Chat.of(List.of(Map.of("role", "user", "content", "Hi")));

  @TempDir Path model;

  @Test
  void aTemplateFileOverridesTheTokenizerConfig() throws IOException {
    write("tokenizer_config.json", "{\"chat_template\": \"old\", \"bos_token\": \"<s>\"}");
    write("chat_template.jinja", "{{ bos_token }}new {{ messages[0].content }}\n");
    assertThat(text(false)).isEqualTo("<s>new Hi");
  }

  @Test
  void namedTemplatesAreChosenAsTransformersDoes() throws IOException {
    write(
        "tokenizer_config.json",
        "{\"chat_template\": [{\"name\": \"default\", \"template\": \"plain\"},"
            + " {\"name\": \"tool_use\", \"template\": \"with tools\"}]}");
    assertThat(text(false)).isEqualTo("plain");
    assertThat(text(true)).isEqualTo("with tools");
  }

  @Test
  void additionalTemplatesAreReadFromTheirFolder() throws IOException {
    write("chat_template.jinja", "plain");
    Files.createDirectory(model.resolve("additional_chat_templates"));
    write("additional_chat_templates/rag.jinja", "documents");
    ChatTemplateFiles files = ChatTemplateFiles.find(model).orElseThrow();
    assertThat(files.sources().keySet()).containsExactly("default", "rag");
    assertThat(files.template("rag").text(CHAT)).isEqualTo("documents");
    assertThatThrownBy(() -> files.template("none"))
        .isInstanceOf(UserException.class)
        .hasMessage("no chat template 'none', only [default, rag]");
  }

  @Test
  void chatTemplateJsonIsReadIfThereIsNoOtherFile() throws IOException {
    write("tokenizer_config.json", "{}");
    write("chat_template.json", "{\"chat_template\": \"from json\"}");
    assertThat(text(false)).isEqualTo("from json");
  }

  @Test
  void specialTokensAreStringsOrObjects() throws IOException {
    write("chat_template.jinja", "");
    write(
        "tokenizer_config.json",
        "{\"bos_token\": {\"__type\": \"AddedToken\", \"content\": \"<b>\"}, \"eos_token\":"
            + " \"<e>\", \"pad_token\": null, \"image_token\": \"<i>\", \"add_bos_token\": true,"
            + " \"extra_special_tokens\": {\"boi_token\": \"<boi>\"}}");
    assertThat(ChatTemplateFiles.find(model).orElseThrow().specialTokens())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "bos_token",
                "<b>",
                "eos_token",
                "<e>",
                "image_token",
                "<i>",
                "boi_token",
                "<boi>"));
  }

  @Test
  void theSpecialTokensMapIsReadForOldConfigurationsOnly() throws IOException {
    write("chat_template.jinja", "{{ eos_token }}");
    write("special_tokens_map.json", "{\"eos_token\": {\"content\": \"<map>\"}}");
    write("tokenizer_config.json", "{\"eos_token\": \"<config>\"}");
    assertThat(text(false)).isEqualTo("<map>");
    write("tokenizer_config.json", "{\"eos_token\": \"<config>\", \"added_tokens_decoder\": {}}");
    assertThat(text(false)).isEqualTo("<config>");
  }

  @Test
  void aModelMayHaveNoTemplate() {
    assertThat(ChatTemplateFiles.find(model)).isEmpty();
  }

  @Test
  void aMalformedConfigurationIsRejectedWithItsFile() throws IOException {
    write("tokenizer_config.json", "{");
    assertThatThrownBy(() -> ChatTemplateFiles.find(model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tokenizer_config.json");
  }

  private String text(boolean tools) {
    return ChatTemplateFiles.find(model).orElseThrow().template(tools).text(CHAT);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(model.resolve(file), text);
  }
}
