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
 * @param position rank in the total order of the input, from 0; unique in a table. Ties are broken
 *     by it: "earlier" means a smaller position
 * @param input the input of the task; the empty string if it has none
 * @param source the origin of the record according to the data; may be empty
 * @param recipe the recipe that generated the record; empty for ingested records
 * @param parents ids of the records from which it was generated; empty for ingested records
 * @param metadata further fields; {@link #MESSAGES} holds a whole conversation
 * @param score quality score in the unit of the data; null if unknown
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
   * Metadata key of a conversation: a JSON array with all its turns: {@code {"role", "content"}}
   * and other fields that chat templates read, such as {@code tool_calls}. {@code instruction} and
   * {@code output} of such a record are the first user turn and its answer.
   */
  public static final String MESSAGES = "messages";

  /** Metadata key of the tools of such a conversation: a JSON array of their schemas. */
  public static final String TOOLS = "tools";

  public Example {
    Require.that(!id.isEmpty(), "id must not be empty");
    Require.that(position >= 0, "position must not be negative, was %d", position);
    parents = List.copyOf(parents);
    metadata = Map.copyOf(metadata);
  }

  /** A copy with other metadata. */
  public Example withMetadata(Map<String, String> other) {
    return new Example(
        id, position, instruction, input, output, source, recipe, parents, other, score);
  }

  /** An example of three texts, with the id of its content and no other fields. */
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
