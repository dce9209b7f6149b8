package io.gristmill.recipe;

import io.gristmill.check.Require;
import io.gristmill.record.ContentId;
import java.io.Serializable;
import java.util.List;

/**
 * A task of human making that prompts show to a model.
 *
 * @param id its own name in its file
 * @param instruction not blank
 * @param instances at least one
 * @param classification whether its answers are one of a few labels
 */
public record SeedTask(
    String id, String instruction, List<Instance> instances, boolean classification)
    implements Serializable {

  public SeedTask {
    instances = List.copyOf(instances);
    Require.that(!instances.isEmpty(), "seed task %s has no instance", id);
  }

  /**
   * One input with its output.
   *
   * @param input empty means none
   */
  public record Instance(String input, String output) implements Serializable {}

  /** The first instance. */
  public Instance first() {
    return instances.get(0);
  }

  /** The id that the first instance has as a record: the one ingest gives it. */
  public String recordId() {
    return ContentId.of(instruction, first().input(), first().output(), "");
  }
}
