package io.gristmill.recipe.selfinstruct;

import io.gristmill.recipe.TaskText;
import java.util.List;

/** Formats the numbered list of instructions that the model continues. */
final class InstructionList {

  private InstructionList() {}

  /** One line per instruction, numbered from 1, followed by the next number. */
  public static String of(List<String> instructions) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < instructions.size(); i++) {
      list.append(i + 1).append(". ").append(TaskText.oneLine(instructions.get(i))).append('\n');
    }
    return list.append(instructions.size() + 1).append('.').toString();
  }
}
