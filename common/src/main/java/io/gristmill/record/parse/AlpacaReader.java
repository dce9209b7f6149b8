package io.gristmill.record.parse;

import static io.gristmill.record.parse.RecordFields.CHOSEN;
import static io.gristmill.record.parse.RecordFields.INPUT;
import static io.gristmill.record.parse.RecordFields.INSTRUCTION;
import static io.gristmill.record.parse.RecordFields.OUTPUT;
import static io.gristmill.record.parse.RecordFields.REJECTED;
import static io.gristmill.record.parse.RecordFields.SCORE;
import static io.gristmill.record.parse.RecordFields.SOURCE;

import java.util.SortedMap;

/**
 * Reads records with instruction, input and output under their usual names. A record with {@code
 * chosen} and {@code rejected} is a preference: the chosen answer becomes the output, the rejected
 * one metadata.
 */
final class AlpacaReader {

  private AlpacaReader() {}

  static ParsedExample read(RecordFields fields, MetadataSelection rule, String file) {
    String instruction = fields.required(INSTRUCTION);
    String input = fields.optional(INPUT);
    boolean preference = fields.has(CHOSEN) && fields.has(REJECTED);
    String answer = preference && !fields.isMapped(OUTPUT) ? CHOSEN : OUTPUT;
    String output = fields.required(answer);
    String rejected = preference ? fields.required(REJECTED) : null;
    String source = fields.scalarOr(SOURCE, file);
    Double score = fields.number(SCORE);
    SortedMap<String, String> metadata = fields.extras(rule);
    if (rejected != null) {
      metadata.put(REJECTED, rejected);
      metadata.remove(OUTPUT, output); // many files repeat the chosen answer as the output
    }
    return ParsedExample.withoutProvenance(instruction, input, output, source, metadata, score);
  }
}
