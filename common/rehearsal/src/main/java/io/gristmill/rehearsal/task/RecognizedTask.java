package io.gristmill.rehearsal.task;

import io.gristmill.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A task recognized from its text. A task without its input is open. */
public final class RecognizedTask {

  private static final int TRIES = 60;

  private final TaskFamily family;
  private final Phrasing phrasing;
  private final Map<String, String> given;
  private final Lexicon lexicon;

  RecognizedTask(TaskFamily family, Phrasing phrasing, Map<String, String> given, Lexicon lexicon) {
    this.family = family;
    this.phrasing = phrasing;
    this.given = Map.copyOf(given);
    this.lexicon = lexicon;
  }

  public String family() {
    return family.name();
  }

  public boolean isClassification() {
    return family.classification();
  }

  public Language language() {
    return lexicon.language();
  }

  /** Whether the task has all values needed for an answer. */
  public boolean isComplete() {
    return given.keySet().containsAll(phrasing.slots());
  }

  /** Whether the input is missing and can be generated. */
  boolean isOpen() {
    return phrasing.input().isPresent()
        && given.keySet().containsAll(phrasing.instruction().slots());
  }

  /** Correct answer; empty if the task is open or its values are invalid. */
  public Optional<String> answer() {
    return isComplete() ? family.answer(new Slots(given, lexicon)) : Optional.empty();
  }

  /**
   * Generates instances: the single answer of a complete task, or new inputs of an open one.
   *
   * @param max maximum number of instances, at least 1
   */
  public List<Instance> instances(RandomStream random, int max) {
    if (isComplete()) {
      return answer().map(output -> List.of(new Instance("", output))).orElse(List.of());
    }
    Set<Instance> instances = new LinkedHashSet<>();
    for (int i = 0; i < TRIES && instances.size() < max; i++) {
      instance(random).ifPresent(instances::add);
    }
    return List.copyOf(instances);
  }

  private Optional<Instance> instance(RandomStream random) {
    Map<String, String> values = values(new SlotSampler(random, lexicon), family, phrasing, given);
    return family
        .answer(new Slots(values, lexicon))
        .map(
            output ->
                new Instance(
                    phrasing.input().map(t -> t.write(random, values::get)).orElse(""), output));
  }

  /** A wrong answer: the correct answer to another task of this family. */
  public String wrong(RandomStream random) {
    return wrong(new SlotSampler(random, lexicon), family, phrasing, answer().orElse(""));
  }

  static String wrong(SlotSampler draw, TaskFamily family, Phrasing phrasing, String right) {
    for (int i = 0; i < TRIES; i++) {
      Map<String, String> other = values(draw, family, phrasing, Map.of());
      Optional<String> answer = family.answer(new Slots(other, draw.lexicon()));
      if (answer.isPresent() && !answer.get().equals(right)) {
        return answer.get();
      }
    }
    return draw.lexicon().composition("unknown");
  }

  /** Draws a value for every slot of a wording. */
  static Map<String, String> values(
      SlotSampler draw, TaskFamily family, Phrasing phrasing, Map<String, String> given) {
    Map<String, ?> drawn = family.sampler().apply(draw);
    Map<String, String> values = new LinkedHashMap<>(given);
    for (String slot : phrasing.slots()) {
      if (drawn.containsKey(slot)) {
        values.putIfAbsent(slot, String.valueOf(drawn.get(slot)));
      }
    }
    phrasing.slots().forEach(slot -> draw.fill(slot, values));
    return values;
  }

  /**
   * An input with its correct answer.
   *
   * @param input empty if the instruction contains it
   * @param output computed answer
   */
  public record Instance(String input, String output) {}
}
