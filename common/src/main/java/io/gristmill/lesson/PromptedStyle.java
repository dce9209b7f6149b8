package io.gristmill.lesson;

import io.gristmill.format.PromptStyle;
import io.gristmill.format.SingleExchange;
import io.gristmill.record.Example;

/**
 * One exchange in a prompt of instruction tuning.
 *
 * @param headerLearned whether the header of the response counts as answer
 */
record PromptedStyle(PromptStyle style, SingleExchange conversations, boolean headerLearned)
    implements LessonStyle {

  @Override
  public LessonReading write(Example example) {
    return Exchanges.fault(example, conversations)
        .<LessonReading>map(fault -> fault)
        .orElseGet(() -> lesson(example));
  }

  private Lesson lesson(Example example) {
    String prompt = style.prompt(example);
    return headerLearned
        ? Lesson.of(prompt, style.header() + example.output())
        : Lesson.of(prompt + style.header(), example.output());
  }

  /** The header belongs to what a model is given, learned or not. */
  @Override
  public LessonReading question(Example example) {
    return headerLearned
        ? new PromptedStyle(style, conversations, false).question(example)
        : LessonStyle.super.question(example);
  }
}
