package io.gristmill.recipe.alpaca;

import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.TaskText;
import java.util.List;

/** Formats few-shot tasks for a prompt that the model continues. */
final class TaskBlocks {

  private TaskBlocks() {}

  /**
   * Formats the first instance of each task as a block, numbered from 1, followed by the beginning
   * of the next block.
   *
   * @param noInput marker of an empty input
   */
  public static String of(List<SeedTask> tasks, String noInput) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tasks.size(); i++) {
      SeedTask task = tasks.get(i);
      String input = task.first().input().isEmpty() ? noInput : task.first().input();
      text.append(
          "###\n%1$d. Instruction: %2$s\n%1$d. Input:\n%3$s\n%1$d. Output:\n%4$s\n"
              .formatted(
                  i + 1, TaskText.oneLine(task.instruction()), input, task.first().output()));
    }
    return text.append("###\n").append(tasks.size() + 1).append(". Instruction:").toString();
  }
}
