package io.gristmill.bpe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits texts into words; no token crosses a word boundary. */
public enum PreTokenizer {
  /** GPT-2's pattern: runs of letters, digits or other characters, with one leading space. */
  GPT2(
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+|"
          + " ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+") {
    @Override
    JsonNode json() {
      return byteLevel(true);
    }
  },
  /** Words with one leading space, every other character alone; for small models. */
  WORDS_AND_CHARS(" ?\\p{L}+|\\p{N}|[^\\p{L}\\p{N}]") {
    @Override
    JsonNode json() {
      ObjectNode split = JsonNodeFactory.instance.objectNode();
      split.put("type", "Split");
      split.putObject("pattern").put("Regex", " ?\\p{L}+|\\p{N}|[^\\p{L}\\p{N}]");
      split.put("behavior", "Isolated");
      split.put("invert", false);
      ObjectNode sequence = JsonNodeFactory.instance.objectNode();
      sequence.put("type", "Sequence");
      sequence.putArray("pretokenizers").add(split).add(byteLevel(false));
      return sequence;
    }
  };

  private final Pattern words;

  PreTokenizer(String words) {
    this.words = Pattern.compile(words);
  }

  /** Passes the words of a text to the consumer, in order; their concatenation is the text. */
  void split(String text, Consumer<String> word) {
    Matcher matcher = words.matcher(text);
    while (matcher.find()) {
      word.accept(matcher.group());
    }
  }

  /** The equivalent pre-tokenizer of {@code tokenizer.json}. */
  abstract JsonNode json();

  private static JsonNode byteLevel(boolean regex) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", regex);
  }
}
