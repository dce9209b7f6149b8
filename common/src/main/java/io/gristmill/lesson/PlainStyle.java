package io.gristmill.lesson;

import io.gristmill.format.SingleExchange;
import io.gristmill.record.Example;

/** Question, line break, answer: the shortest text, for small models. */
record PlainStyle(SingleExchange conversations) implements LessonStyle {

  @Override
  public LessonReading write(Example example) {
    String input = example.input().isEmpty() ? "" : example.input() + "\n";
    return Exchanges.fault(example, conversations)
        .<LessonReading>map(fault -> fault)
        .orElseGet(() -> Lesson.of(example.instruction() + "\n" + input, example.output()));
  }
}
