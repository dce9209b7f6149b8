package io.gristmill.contamination;

import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.List;

/**
 * The settings of the stage; block {@code decontaminate} of reference.conf.
 *
 * @param sets files or folders of evaluation sets
 * @param evaluationFields what of an evaluation record is looked for, each text by itself
 * @param fields what of a row is looked through, each text by itself
 * @param size of the n-grams
 */
public record ContaminationConfig(
    List<String> sets, List<TextField> evaluationFields, List<TextField> fields, GramSize size)
    implements Serializable {

  public ContaminationConfig {
    sets = List.copyOf(sets);
    evaluationFields = List.copyOf(evaluationFields);
    fields = List.copyOf(fields);
  }

  /**
   * Reads the block.
   *
   * @param block the block {@code decontaminate}
   */
  public static ContaminationConfig read(SettingsReader block) {
    int words = block.integer("words", 1, 1000);
    int characters = block.integer("characters", 1, 1000);
    int leastWords = block.integer("least-words", 1, 1000);
    if (leastWords > words) {
      block.problem("least-words", "at most words (" + words + ")");
    }
    return new ContaminationConfig(
        block.texts("sets"),
        fields(block, "evaluation-fields"),
        fields(block, "fields"),
        new GramSize(words, characters, Math.min(leastWords, words)));
  }

  private static List<TextField> fields(SettingsReader block, String key) {
    List<String> names = block.texts(key);
    List<TextField> fields =
        names.stream().flatMap(name -> TextField.named(name).stream()).distinct().toList();
    if (fields.isEmpty() || fields.size() < names.size()) {
      block.problem(key, "a list of some of " + TextField.names() + ", none twice");
      return List.of(TextField.INSTRUCTION_INPUT);
    }
    return fields;
  }
}
