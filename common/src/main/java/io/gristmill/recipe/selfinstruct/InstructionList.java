package io.gristmill.recipe.selfinstruct;

import io.gristmill.recipe.TaskText;
import java.util.List;

/** The numbered list that a model is to continue. */
public final class InstructionList {

  private InstructionList() {}

  /** A line for each instruction, numbered from 1, and the next number with nothing after it. */
  public static String of(List<String> instructions) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < instructions.size(); i++) {
      list.append(i + 1).append(". ").append(TaskText.oneLine(instructions.get(i))).append('\n');
    }
    return list.append(instructions.size() + 1).append('.').toString();
  }
}
