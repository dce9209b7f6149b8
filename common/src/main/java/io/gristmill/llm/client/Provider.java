package io.gristmill.llm.client;

/** API of the model server. */
public enum Provider {
  /** Built-in mock model in this process; supports both prompt kinds. */
  REHEARSAL(true, true),
  /** OpenAI's {@code /chat/completions}, supported by most servers; chat prompts. */
  OPENAI_CHAT(true, false),
  /** OpenAI's {@code /completions}; plain text. */
  OPENAI_COMPLETIONS(false, true),
  /** Ollama's {@code /api/chat}; chat prompts. */
  OLLAMA_CHAT(true, false),
  /** Ollama's {@code /api/generate} without a template; plain text. */
  OLLAMA_GENERATE(false, true);

  private final boolean chat;
  private final boolean text;

  Provider(boolean chat, boolean text) {
    this.chat = chat;
    this.text = text;
  }

  /** Whether it supports {@link io.gristmill.llm.Prompt.Chat}. */
  public boolean takesChat() {
    return chat;
  }

  /** Whether it supports {@link io.gristmill.llm.Prompt.Text}. */
  public boolean takesText() {
    return text;
  }

  /** Whether it is an HTTP server, which needs a URL and a model name. */
  public boolean isServer() {
    return this != REHEARSAL;
  }

  boolean isOllama() {
    return this == OLLAMA_CHAT || this == OLLAMA_GENERATE;
  }
}
