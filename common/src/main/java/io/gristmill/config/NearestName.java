package io.gristmill.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name nearest to a misspelled one, by Levenshtein distance. */
public final class NearestName {

  private NearestName() {}

  /**
   * Returns the known name with the smallest distance; of equally near names, the alphabetically
   * first. Case does not count. Empty if the distance exceeds a third of the name's length (names
   * of 3 to 5 characters: one edit).
   */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String candidate) -> caselessDistance(name, candidate))
                .thenComparing(candidate -> candidate))
        .filter(candidate -> caselessDistance(name, candidate) <= maxDistance(name));
  }

  /** Returns {@code "; did you mean NAME?"} for a message; empty if no known name is near. */
  public static String question(String name, Collection<String> known) {
    return of(name, known).map(NearestName::question).orElse("");
  }

  static String question(String name) {
    return "; did you mean " + name + "?";
  }

  /** The maximum number of edits at which two names still count as a misspelling. */
  static int maxDistance(String name) {
    return name.length() < 3 ? 0 : Math.max(1, name.length() / 3);
  }

  private static int caselessDistance(String a, String b) {
    return distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }

  /** Levenshtein distance in O(a * b) time and O(b) memory. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
