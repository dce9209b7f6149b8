package io.gristmill.record.shape;

import static io.gristmill.record.shape.Fields.CHOSEN;
import static io.gristmill.record.shape.Fields.INPUT;
import static io.gristmill.record.shape.Fields.INSTRUCTION;
import static io.gristmill.record.shape.Fields.OUTPUT;
import static io.gristmill.record.shape.Fields.REJECTED;
import static io.gristmill.record.shape.Fields.SCORE;
import static io.gristmill.record.shape.Fields.SOURCE;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Alpaca's three texts under their usual names. A record with {@code chosen} and {@code rejected}
 * is a preference: the chosen answer is the output, the rejected one metadata.
 */
final class PlainShape {

  private PlainShape() {}

  static Draft read(Fields fields, MetadataRule rule, String file) {
    String instruction = fields.required(INSTRUCTION);
    String input = fields.optional(INPUT);
    boolean preference = fields.has(CHOSEN) && fields.has(REJECTED);
    String answer = preference && !fields.isMapped(OUTPUT) ? CHOSEN : OUTPUT;
    String output = fields.required(answer);
    String rejected = preference ? fields.required(REJECTED) : null;
    String source = fields.scalarOr(SOURCE, file);
    Double score = fields.number(SCORE);
    SortedMap<String, String> metadata = fields.extras(rule);
    keepPreference(metadata, rejected, output);
    return Draft.published(instruction, input, output, source, metadata, score);
  }

  private static void keepPreference(
      SortedMap<String, String> metadata, @Nullable String rejected, String output) {
    if (rejected != null) {
      metadata.put(REJECTED, rejected);
      metadata.remove(OUTPUT, output); // many files repeat the chosen answer as the output
    }
  }
}
