package io.gristmill.llm.client;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cleans server messages for display: one line, limited length, without parts of secrets or of the
 * prompt, which servers often quote.
 */
final class Redaction {

  static final String HIDDEN = "<hidden>";

  private static final String PROMPT = "<prompt>";
  private static final int MAX_LENGTH = 300;
  private static final int READ = 4 * MAX_LENGTH;
  private static final int SECRET_WINDOW = 6;
  private static final int PROMPT_WINDOW = 24;
  private static final Pattern MASKED = Pattern.compile("[^\\s\"']*\\*{3,}[^\\s\"']*");
  private static final Pattern KEY_LIKE = Pattern.compile("\\b(sk|pk|hf|gsk|xai)[-_][\\w*-]{8,}");
  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w+/=.~-]{6,}");

  private final List<String> secrets;

  Redaction(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /** Returns the message on one line, without secrets and without parts of the prompt. */
  String clean(String message, Request request) {
    String text = oneLine(message);
    for (String secret : secrets) {
      text = hide(text, secret, Math.min(SECRET_WINDOW, secret.length()), HIDDEN);
    }
    text = MASKED.matcher(text).replaceAll(HIDDEN);
    text = KEY_LIKE.matcher(text).replaceAll(HIDDEN);
    text = BEARER.matcher(text).replaceAll("$1 " + HIDDEN);
    for (String part : parts(request.prompt())) {
      text = hide(text, oneLine(part), PROMPT_WINDOW, PROMPT);
    }
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
  }

  private static List<String> parts(Prompt prompt) {
    return prompt instanceof Prompt.Chat chat
        ? chat.messages().stream().map(Message::content).toList()
        : List.of(((Prompt.Text) prompt).text());
  }

  private static String oneLine(String text) {
    return Utf8.wellFormed(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  /** Replaces every run of at least {@code window} characters that also occurs in the secret. */
  private static String hide(String source, String secret, int window, String mark) {
    String text = source.length() <= READ ? source : source.substring(0, READ);
    BitSet hidden = new BitSet();
    for (int i = 0; i + window <= text.length() && window > 0; i++) {
      if (secret.contains(text.substring(i, i + window))) {
        hidden.set(i, i + window);
      }
    }
    if (hidden.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!hidden.get(i)) {
        out.append(text.charAt(i));
      } else if (i == 0 || !hidden.get(i - 1)) {
        out.append(mark);
      }
    }
    return out.toString();
  }
}
