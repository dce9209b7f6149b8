package io.gristmill.contamination;

import io.gristmill.similarity.rouge.WordSplitting;
import io.gristmill.text.Scripts;
import java.util.ArrayList;
import java.util.List;

/** Lower-cased words and single characters (unspaced scripts, Hangul) with their weights. */
record WeightedTokens(List<String> texts, int[] weights) {

  static WeightedTokens of(String text, NGramSize size) {
    List<String> texts = new ArrayList<>(WordSplitting.UNICODE.split(text));
    int[] weights = new int[texts.size()];
    for (int i = 0; i < weights.length; i++) {
      int first = texts.get(i).codePointAt(0);
      boolean character = Scripts.isUnspaced(first) || Scripts.isHangul(first);
      weights[i] =
          character ? size.words() : size.chars(); // chars or words of them complete an n-gram
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

  /** The end index of the n-gram that starts at {@code start}; -1 if the text is too short. */
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
