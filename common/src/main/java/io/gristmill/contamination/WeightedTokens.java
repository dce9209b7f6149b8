package io.gristmill.contamination;

import io.gristmill.similarity.rouge.WordSplitting;
import io.gristmill.text.Scripts;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as it is compared: lower-cased words without punctuation, and single characters of scripts
 * without blanks and of Hangul, each with its weight.
 */
record WeightedTokens(List<String> texts, int[] weights) {

  static WeightedTokens of(String text, NGramSize size) {
    List<String> texts = new ArrayList<>(WordSplitting.UNICODE.split(text));
    int[] weights = new int[texts.size()];
    for (int i = 0; i < weights.length; i++) {
      int first = texts.get(i).codePointAt(0);
      boolean character = Scripts.isUnspaced(first) || Scripts.isHangul(first);
      weights[i] = character ? size.charWeight() : size.wordWeight();
    }
    return new WeightedTokens(texts, weights);
  }

  int size() {
    return weights.length;
  }

  int weight() {
    int weight = 0;
    for (int unit : weights) {
      weight += unit;
    }
    return weight;
  }

  /** Where the n-gram that begins at {@code start} ends; -1 where the text ends before it. */
  int end(int start, int full) {
    int weight = 0;
    for (int i = start; i < weights.length; i++) {
      weight += weights[i];
      if (weight >= full) {
        return i + 1;
      }
    }
    return -1;
  }
}
