package io.gristmill.record.parse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.List;

/**
 * Parses records of all known formats. The format is detected per record, in this order: a row of
 * the Gristmill table {@code examples}, a list of {@code instances}, a list of turns, texts.
 */
public final class RecordParser implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ParseRules rules;

  public RecordParser(ParseRules rules) {
    this.rules = rules;
  }

  /**
   * Parses a record into one result, or one per instance of a seed task.
   *
   * @param file name of the file, the default source of its records
   * @return at least one result
   */
  public List<ParseResult> parse(JsonNode record, String file) {
    try {
      return parseObject(record, file);
    } catch (RecordParseException e) {
      return List.of(e.failure());
    }
  }

  /** Whether a record is a row of the Gristmill table {@code examples}. */
  public static boolean isTableRow(JsonNode record) {
    return TableRowReader.matches(record);
  }

  /** Whether a column of this name usually contains an instruction, an answer or a conversation. */
  public static boolean isUsualName(String name) {
    return RecordFields.isUsualName(name);
  }

  private List<ParseResult> parseObject(JsonNode record, String file) {
    if (!record.isObject()) {
      throw new RecordParseException(
          ParseFailure.WRONG_TYPE, "the record is " + Scalars.kind(record) + ", must be an object");
    }
    String surrogate = Surrogates.firstUnpaired(record, "");
    if (surrogate != null) {
      throw new RecordParseException(ParseFailure.UNPAIRED_SURROGATE, surrogate);
    }
    if (rules.datasetFormat() == RecordFormat.AUTO
        && rules.columns().isEmpty()
        && isTableRow(record)) {
      return List.of(TableRowReader.read(record));
    }
    RecordFields fields = new RecordFields(record, rules.columns());
    return switch (detect(fields)) {
      case SEED_TASK -> SeedTaskReader.read(record, fields, rules.metadata(), file);
      case MESSAGES -> List.of(MessagesReader.read(fields, rules.metadata(), file));
      case AUTO, ALPACA -> List.of(AlpacaReader.read(fields, rules.metadata(), file));
    };
  }

  private RecordFormat detect(RecordFields fields) {
    if (rules.datasetFormat() != RecordFormat.AUTO) {
      return rules.datasetFormat();
    }
    return fields.isList(RecordFields.INSTANCES)
        ? RecordFormat.SEED_TASK
        : fields.isList(RecordFields.CONVERSATION) ? RecordFormat.MESSAGES : RecordFormat.ALPACA;
  }
}
