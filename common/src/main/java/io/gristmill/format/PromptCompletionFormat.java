package io.gristmill.format;

import io.gristmill.format.SelfInstructEncoding.Encoded;
import io.gristmill.random.RandomStream;
import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.List;

/**
 * Prompt and completion in the templates of {@link SelfInstructEncoding}. Draws depend on (seed, id
 * of the example) alone.
 *
 * @param withInput which template examples with an input get
 * @param withoutInput which template examples without one get
 * @param strip when a field name is removed from the input; this comes before the choice of a
 *     template and may leave the input empty
 * @param eosToken the end of every completion
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

  /** Which template is used. */
  sealed interface TemplateChoice extends Serializable {
    /** A random one for each example. */
    record Random() implements TemplateChoice {}

    /** The one form of the reference that is not random. */
    record Plain() implements TemplateChoice {}

    /** Always the same one, counted from 0. */
    record Fixed(int index) implements TemplateChoice {}
  }

  /** When a field name is removed from the input. */
  enum Strip {
    /** By a fair coin for each example, as the reference does. */
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
