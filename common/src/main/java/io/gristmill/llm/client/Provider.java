package io.gristmill.llm.client;

/** Who answers, and in which protocol. */
public enum Provider {
  /** The built-in stand-in, in this process; takes both. */
  REHEARSAL(true, true),
  /** OpenAI's {@code /chat/completions}, which most servers speak; takes chats. */
  OPENAI_CHAT(true, false),
  /** OpenAI's {@code /completions}; takes plain text. */
  OPENAI_COMPLETIONS(false, true),
  /** Ollama's own {@code /api/chat}; takes chats. */
  OLLAMA_CHAT(true, false),
  /** Ollama's own {@code /api/generate} without its template; takes plain text. */
  OLLAMA_GENERATE(false, true);

  private final boolean chat;
  private final boolean text;

  Provider(boolean chat, boolean text) {
    this.chat = chat;
    this.text = text;
  }

  /** Whether it answers a {@link io.gristmill.llm.Prompt.Chat}. */
  public boolean takesChat() {
    return chat;
  }

  /** Whether it answers a {@link io.gristmill.llm.Prompt.Text}. */
  public boolean takesText() {
    return text;
  }

  /** Whether it is reached over HTTP, so that it needs an address and a model's name. */
  public boolean isServer() {
    return this != REHEARSAL;
  }

  boolean isOllama() {
    return this == OLLAMA_CHAT || this == OLLAMA_GENERATE;
  }
}
