package io.gristmill.format;

import io.gristmill.text.PythonText;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a model's text is its answer, where it was asked in a prompt of instruction tuning.
 * LLMs-from-scratch, chapter 7, decodes prompt and continuation together, cuts as many characters
 * as the prompt has, removes every {@code ### Response:} and trims ({@link #strict}). Here the
 * continuation alone is looked at: headers in front of the answer go, as a model may repeat the one
 * that the prompt ends with, and the answer ends before the next header, for what follows is a
 * question that the model made up.
 */
public final class ResponseExtraction {

  private static final String RESPONSE_HEADER = "### Response:";

  private ResponseExtraction() {}

  /**
   * The answer as the book takes it.
   *
   * @param generated prompt and continuation, as decoded
   */
  public static String strict(String prompt, String generated) {
    int characters = Math.min(PythonText.length(prompt), PythonText.length(generated));
    String rest = generated.substring(generated.offsetByCodePoints(0, characters));
    return PythonText.strip(rest.replace(RESPONSE_HEADER, ""));
  }

  /**
   * The answer in a continuation.
   *
   * @param style of the prompt; null where it has no headers
   */
  public static String of(@Nullable PromptStyle style, String continuation) {
    String text = PythonText.strip(continuation);
    if (style == null) {
      return text;
    }
    String header = PythonText.strip(style.responseHeader());
    String answer = text;
    while (answer.startsWith(header)) {
      answer = PythonText.strip(answer.substring(header.length()));
    }
    return PythonText.strip(answer.substring(0, end(style, header, answer)));
  }

  /** Where the first line that begins with a header begins, or the end. */
  private static int end(PromptStyle style, String header, String answer) {
    return Stream.concat(Stream.of(header), style.promptHeaders().stream())
        .map(next -> lineWith(next, answer))
        .flatMap(Optional::stream)
        .min(Integer::compare)
        .orElse(answer.length());
  }

  private static Optional<Integer> lineWith(String header, String answer) {
    int at = answer.startsWith(header) ? 0 : answer.indexOf("\n" + header);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }
}
