package io.gristmill.recipe.selfinstruct;

import static io.gristmill.recipe.PythonPatterns.DIGIT;
import static io.gristmill.recipe.PythonPatterns.SPACE;

import io.gristmill.recipe.PythonPatterns;
import io.gristmill.text.PythonText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Input and output of an instance, split at the marker {@code Output:} (optionally with white space
 * and a number before the colon). Follows step 4 of yizhongw/self-instruct.
 *
 * @param input empty if there is none
 * @param output the whole text if it has no marker
 */
record InputOutput(String input, String output) {

  // Possessive quantifiers keep long runs of blanks linear; no part can match what follows it.
  private static final String NUMBER_AND_COLON = SPACE + "*+" + DIGIT + "*+" + SPACE + "*+:";

  private static final Pattern OUTPUT = Pattern.compile("Output" + NUMBER_AND_COLON);
  private static final Pattern INPUT = Pattern.compile("Input" + NUMBER_AND_COLON);

  /** Splits any text. Text after a second output marker or an input marker is dropped. */
  public static InputOutput split(String text) {
    List<String> parts = PythonPatterns.split(OUTPUT, text);
    if (parts.size() == 1) {
      return new InputOutput("", PythonText.strip(text));
    }
    String output = PythonPatterns.split(INPUT, PythonText.strip(parts.get(1))).get(0);
    return new InputOutput(withoutMarker(PythonText.strip(parts.get(0))), PythonText.strip(output));
  }

  /** Whether a text has an output marker. */
  static boolean hasOutput(String text) {
    return OUTPUT.matcher(text).find();
  }

  private static String withoutMarker(String input) {
    Matcher marker = INPUT.matcher(input);
    return marker.lookingAt() ? PythonText.strip(input.substring(marker.end())) : input;
  }
}
