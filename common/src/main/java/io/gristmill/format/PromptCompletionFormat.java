package io.gristmill.format;

import io.gristmill.format.SelfInstructEncoding.Encoded;
import io.gristmill.random.RandomStream;
import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.List;

/**
 * Prompt and completion in the templates of {@link SelfInstructEncoding}. Random choices depend
 * only on the seed and the id of the example.
 *
 * @param withInput the template of examples with an input
 * @param withoutInput the template of examples without an input
 * @param strip when to remove a field name from the input; this precedes the choice of the template
 *     and may leave the input empty
 * @param eosToken text appended to every completion
 */
record PromptCompletionFormat(
    long seed,
    TemplateChoice withInput,
    TemplateChoice withoutInput,
    Strip strip,
    String eosToken,
    MultiTurn multiTurn)
    implements Format {

  private static final List<Column> COLUMNS =
      List.of(new Column.Text("prompt"), new Column.Text("completion"));

  /** Which template to use. */
  sealed interface TemplateChoice extends Serializable {
    /** A random template per example. */
    record Random() implements TemplateChoice {}

    /** The form of the Self-Instruct code without a random choice. */
    record Plain() implements TemplateChoice {}

    /** A fixed template by its index, from 0. */
    record Fixed(int index) implements TemplateChoice {}
  }

  /** When to remove a field name from the input. */
  enum Strip {
    /** With probability 1/2 per example, as Self-Instruct does. */
    RANDOM,
    ALWAYS,
    NEVER
  }

  @Override
  public String name() {
    return "prompt-completion";
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public Formatted format(Example example) {
    return multiTurn.formatWith(
        example,
        e -> {
          Encoded encoded = encode(e, input(e));
          return Formatted.Row.ofTexts(encoded.prompt(), encoded.completion());
        });
  }

  private String input(Example example) {
    boolean stripped =
        switch (strip) {
          case RANDOM -> RandomStream.of(seed, "self-instruct-strip", example.id()).nextBoolean();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return stripped ? SelfInstructEncoding.stripFieldName(example.input()) : example.input();
  }

  private Encoded encode(Example example, String input) {
    boolean hasInput = SelfInstructEncoding.hasInput(input);
    TemplateChoice choice = hasInput ? withInput : withoutInput;
    String instruction = example.instruction();
    String output = example.output();
    if (choice instanceof TemplateChoice.Plain) {
      return SelfInstructEncoding.encodePlain(instruction, input, output, eosToken);
    }
    int index =
        choice instanceof TemplateChoice.Fixed fixed
            ? fixed.index()
            : RandomStream.of(seed, "self-instruct-template", example.id())
                .nextInt(SelfInstructEncoding.templates(hasInput));
    return SelfInstructEncoding.encode(index, instruction, input, output, eosToken);
  }
}
