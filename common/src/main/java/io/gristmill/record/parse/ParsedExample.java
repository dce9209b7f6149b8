package io.gristmill.record.parse;

import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An example without a position in a table. Fields as in {@link Example}.
 *
 * @param position its position in a Gristmill table; null for other records
 */
public record ParsedExample(
    String instruction,
    String input,
    String output,
    String source,
    String recipe,
    List<String> parents,
    Map<String, String> metadata,
    @Nullable Double score,
    @Nullable Long position)
    implements ParseResult {

  /** An ingested record without recipe and parents. */
  static ParsedExample withoutProvenance(
      String instruction,
      String input,
      String output,
      String source,
      Map<String, String> metadata,
      @Nullable Double score) {
    return new ParsedExample(
        instruction, input, output, source, "", List.of(), metadata, score, null);
  }

  /** The example at a position of the total order, with the id of its content. */
  public Example withPosition(long rank) {
    String conversation = metadata.getOrDefault(Example.MESSAGES, "");
    String id = ContentId.of(instruction, input, output, conversation);
    return new Example(
        id, rank, instruction, input, output, source, recipe, parents, metadata, score);
  }
}
