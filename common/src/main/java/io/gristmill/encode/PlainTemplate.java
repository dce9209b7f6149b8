package io.gristmill.encode;

import io.gristmill.format.MultiTurn;
import io.gristmill.record.Example;

/** Question, line break, answer: the shortest text, for small models. */
record PlainTemplate(MultiTurn multiTurn) implements TrainingTemplate {

  @Override
  public TrainingRecord render(Example example) {
    String input = example.input().isEmpty() ? "" : example.input() + "\n";
    return SingleTurnTemplate.findFault(example, multiTurn)
        .<TrainingRecord>map(fault -> fault)
        .orElseGet(() -> TrainingText.of(example.instruction() + "\n" + input, example.output()));
  }
}
