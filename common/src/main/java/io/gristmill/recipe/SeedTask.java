package io.gristmill.recipe;

import io.gristmill.check.Require;
import io.gristmill.record.ContentId;
import java.io.Serializable;
import java.util.List;

/**
 * A human-written task that prompts show as a few-shot example.
 *
 * @param id id in the seed file
 * @param instruction not blank
 * @param instances at least one
 * @param classification whether the task is a classification
 */
public record SeedTask(
    String id, String instruction, List<Instance> instances, boolean classification)
    implements Serializable {

  public SeedTask {
    instances = List.copyOf(instances);
    Require.that(!instances.isEmpty(), "seed task %s has no instance", id);
  }

  /**
   * An input with its output.
   *
   * @param input empty if there is none
   */
  public record Instance(String input, String output) implements Serializable {}

  /** First instance. */
  public Instance first() {
    return instances.get(0);
  }

  /** Id of the first instance as a record, equal to the one that ingest assigns. */
  public String recordId() {
    return ContentId.of(instruction, first().input(), first().output(), "");
  }
}
