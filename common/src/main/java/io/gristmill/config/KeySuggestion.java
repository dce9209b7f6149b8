package io.gristmill.config;

import io.gristmill.config.OtherNames.Section;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Suggests a known setting for an unknown key. The first rule that applies decides:
 *
 * <ol>
 *   <li>the current name of a key of Gristmill 0.1.0;
 *   <li>a key of the same name elsewhere in the same block;
 *   <li>the name of a setting in another tool; of several settings those of the job's block, or
 *       else those of other blocks that the job reads;
 *   <li>a key of the same name in another block;
 *   <li>the known key with the smallest distance, names of the same block first.
 * </ol>
 */
record KeySuggestion(Collection<String> known, String block) {

  private static final int MAX_SHOWN = 3;

  private static final List<String> MODEL_CALLS =
      List.of(
          ("llm rehearsal self-instruct alpaca simple magpie evol-instruct reflect rewrite"
                  + " preferences")
              .split(" "));

  /** Other blocks that a job reads, by the job's block. */
  private static final Map<String, List<String>> READ_TOO =
      Map.of(
          "generate", MODEL_CALLS,
          "respond", List.of("llm", "training-data"),
          "reference", List.of("training-data"),
          "sft", List.of("training-data"),
          "dpo", List.of("training-data"),
          "tokenize", List.of("training-data"),
          "tokenizer", List.of("training-data"));

  /** Returns the suggestion for an unknown key and its value as the user wrote it. */
  Optional<String> of(String key, String value) {
    String hyphens = key.replace('_', '-');
    String inBlock = block.isEmpty() ? hyphens : block + "." + hyphens;
    return OtherNames.ofOldKey(hyphens, value)
        .or(() -> OtherNames.ofOldKey(inBlock, value))
        .or(() -> sameName(hyphens, true))
        .or(() -> otherTool(hyphens))
        .or(() -> sameName(hyphens, false))
        .or(() -> nearest(hyphens));
  }

  private String home(String key) {
    String first = first(key);
    boolean isBlock = known.stream().anyMatch(k -> k.startsWith(first + "."));
    return isBlock && key.contains(".") ? first : block;
  }

  private Optional<String> sameName(String key, boolean sameBlock) {
    List<String> same =
        known.stream()
            .filter(k -> last(k).equals(last(key)))
            .filter(k -> !sameBlock || first(k).equals(home(key)))
            .sorted()
            .toList();
    return same.isEmpty() || same.size() > MAX_SHOWN
        ? Optional.empty()
        : Optional.of(String.join(" or ", same));
  }

  private Optional<String> otherTool(String key) {
    Map<String, OtherNames.Line> table = OtherNames.lines(Section.SETTINGS);
    return Optional.ofNullable(table.get(last(key)))
        .map(
            line -> {
              List<String> own = inBlocks(line.targets(), List.of(home(key)));
              List<String> read =
                  inBlocks(line.targets(), READ_TOO.getOrDefault(home(key), List.of()));
              return line.suggestion(
                  !own.isEmpty() ? own : !read.isEmpty() ? read : line.targets());
            });
  }

  private static List<String> inBlocks(List<String> keys, List<String> blocks) {
    return keys.stream().filter(key -> blocks.contains(first(key))).toList();
  }

  private Optional<String> nearest(String key) {
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance(key, k)).thenComparing(k -> k))
        .filter(k -> distance(key, k) <= 2 * NearestName.maxDistance(last(key)));
  }

  /** Twice the edit distance of names or of whole keys, plus one if the blocks differ. */
  private int distance(String key, String candidate) {
    int names = NearestName.distance(last(key), last(candidate));
    int whole = NearestName.distance(key, candidate);
    return 2 * Math.min(names, whole) + (first(candidate).equals(home(key)) ? 0 : 1);
  }

  private static String first(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? "" : key.substring(0, dot);
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
