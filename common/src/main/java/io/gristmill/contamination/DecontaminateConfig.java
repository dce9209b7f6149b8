package io.gristmill.contamination;

import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.List;

/** Settings of the block {@code decontaminate} of reference.conf, which describes them. */
public record DecontaminateConfig(
    List<String> benchmarks,
    List<ContaminationField> benchmarkFields,
    List<ContaminationField> fields,
    NGramSize size)
    implements Serializable {

  public DecontaminateConfig {
    benchmarks = List.copyOf(benchmarks);
    benchmarkFields = List.copyOf(benchmarkFields);
    fields = List.copyOf(fields);
  }

  /** Reads the block {@code decontaminate}. */
  public static DecontaminateConfig read(SettingsReader block) {
    int words = block.integer("ngram-size", 1, 1000);
    int characters = block.integer("char-ngram-size", 1, 1000);
    int minWords = block.integer("min-ngram-size", 1, 1000);
    if (minWords > words) {
      block.problem("min-ngram-size", "at most ngram-size (" + words + ")");
    }
    return new DecontaminateConfig(
        block.texts("benchmarks"),
        fields(block, "benchmark-fields"),
        fields(block, "fields"),
        new NGramSize(words, characters, Math.min(minWords, words)));
  }

  private static List<ContaminationField> fields(SettingsReader block, String key) {
    List<String> names = block.texts(key);
    List<ContaminationField> fields =
        names.stream()
            .flatMap(name -> ContaminationField.fromName(name).stream())
            .distinct()
            .toList();
    if (fields.isEmpty() || fields.size() < names.size()) {
      block.unknownElement(key, "a list of distinct values among", ContaminationField.names());
      return List.of(ContaminationField.INSTRUCTION_INPUT);
    }
    return fields;
  }
}
