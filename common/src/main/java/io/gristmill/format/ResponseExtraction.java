package io.gristmill.format;

import io.gristmill.text.PythonText;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the answer from text generated for an instruction prompt. LLMs-from-scratch, chapter 7,
 * decodes prompt and continuation together, removes as many characters as the prompt has, removes
 * every {@code ### Response:} and trims ({@link #strict}). {@link #of} takes the continuation only:
 * it removes response headers before the answer, since a model may repeat the one at the end of the
 * prompt, and ends the answer before the next header, since the text after it is a new prompt
 * invented by the model.
 */
public final class ResponseExtraction {

  private static final String RESPONSE_HEADER = "### Response:";

  private ResponseExtraction() {}

  /**
   * The answer as LLMs-from-scratch, chapter 7, extracts it.
   *
   * @param generated decoded text of prompt and continuation
   */
  public static String strict(String prompt, String generated) {
    int characters = Math.min(PythonText.length(prompt), PythonText.length(generated));
    String rest = generated.substring(generated.offsetByCodePoints(0, characters));
    return PythonText.strip(rest.replace(RESPONSE_HEADER, ""));
  }

  /**
   * The answer in a continuation.
   *
   * @param style the template of the prompt; null if it has no headers
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

  /** Index of the first line that starts with a header, else the length of the answer. */
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
