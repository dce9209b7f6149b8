package io.gristmill.record;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instruction with its answer: the row of every table from generation to formatting.
 *
 * @param id content hash of instruction, input, output and conversation; equal content, equal id
 * @param position rank in the total order of the input, from 0; unique in a table and the judge of
 *     every tie ("earlier" means a smaller position)
 * @param instruction what is asked
 * @param input the material to work on; the empty string means that there is none
 * @param output the answer
 * @param source where the record came from, as the data names it; may be empty
 * @param recipe the recipe that generated the record; empty for records that were read
 * @param parents ids of the records this one was made from; empty for records that were read
 * @param metadata everything else worth keeping; {@link #MESSAGES} holds a whole conversation
 * @param score quality in whatever unit the data has, used by keep-best rules; absent when unknown
 */
public record Example(
    String id,
    long position,
    String instruction,
    String input,
    String output,
    String source,
    String recipe,
    List<String> parents,
    Map<String, String> metadata,
    @Nullable Double score)
    implements Serializable {

  /**
   * Metadata key of a conversation: a JSON array of {@code {"role", "content"}} with all its turns,
   * and what chat templates know of one beside these, such as {@code tool_calls}. {@code
   * instruction} and {@code output} of such a record are its first user turn and the reply.
   */
  public static final String MESSAGES = "messages";

  /** Metadata key of the tools on offer in such a conversation: a JSON array of their schemas. */
  public static final String TOOLS = "tools";

  public Example {
    Require.that(!id.isEmpty(), "id must not be empty");
    Require.that(position >= 0, "position must not be negative, was %d", position);
    parents = List.copyOf(parents);
    metadata = Map.copyOf(metadata);
  }

  /** The same with other metadata. */
  public Example withMetadata(Map<String, String> other) {
    return new Example(
        id, position, instruction, input, output, source, recipe, parents, other, score);
  }

  /** A record with its id computed from its content and nothing but its three texts. */
  public static Example of(long position, String instruction, String input, String output) {
    return new Example(
        ContentId.of(instruction, input, output, ""),
        position,
        instruction,
        input,
        output,
        "",
        "",
        List.of(),
        Map.of(),
        null);
  }
}
