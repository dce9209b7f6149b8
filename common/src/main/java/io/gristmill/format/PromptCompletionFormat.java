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
 * @param endOfText the end of every completion
 */
record PromptCompletionFormat(
    long seed,
    Choice withInput,
    Choice withoutInput,
    Strip strip,
    String endOfText,
    SingleExchange conversations)
    implements Format {

  private static final List<Column> COLUMNS =
      List.of(new Column.Text("prompt"), new Column.Text("completion"));

  /** Which template is used. */
  sealed interface Choice extends Serializable {
    /** A random one for each example. */
    record Random() implements Choice {}

    /** The one form of the reference that is not random. */
    record Plain() implements Choice {}

    /** Always the same one, counted from 0. */
    record Fixed(int index) implements Choice {}
  }

  /** When a field name is removed from the input. */
  enum Strip {
    /** By a fair coin for each example, as the reference does. */
    COIN,
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
    return conversations.then(
        example,
        e -> {
          Encoded encoded = encode(e, input(e));
          return Formatted.Row.ofTexts(encoded.prompt(), encoded.completion());
        });
  }

  private String input(Example example) {
    boolean heads =
        switch (strip) {
          case COIN -> RandomStream.of(seed, "self-instruct-strip", example.id()).nextBoolean();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return heads ? SelfInstructEncoding.stripFieldName(example.input()) : example.input();
  }

  private Encoded encode(Example example, String input) {
    boolean hasInput = SelfInstructEncoding.hasInput(input);
    Choice choice = hasInput ? withInput : withoutInput;
    String instruction = example.instruction();
    String output = example.output();
    if (choice instanceof Choice.Plain) {
      return SelfInstructEncoding.encodePlain(instruction, input, output, endOfText);
    }
    int index =
        choice instanceof Choice.Fixed fixed
            ? fixed.index()
            : RandomStream.of(seed, "self-instruct-template", example.id())
                .nextInt(SelfInstructEncoding.templates(hasInput));
    return SelfInstructEncoding.encode(index, instruction, input, output, endOfText);
  }
}
