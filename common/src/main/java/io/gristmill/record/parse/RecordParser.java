package io.gristmill.record.parse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.List;

/**
 * Reads records of any known shape. Shapes are recognised per record, in this order: a row of our
 * own table, a list of {@code instances}, a list of turns, plain texts.
 */
public final class RecordParser implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ParseRules rules;

  public RecordParser(ParseRules rules) {
    this.rules = rules;
  }

  /**
   * What a record holds: one outcome, or one for each instance of a seed task.
   *
   * @param file where the record is from: the source of records that name none
   * @return at least one outcome
   */
  public List<ParseResult> parse(JsonNode record, String file) {
    try {
      return parseObject(record, file);
    } catch (RecordParseException e) {
      return List.of(e.failure());
    }
  }

  /** Whether a record is a row of our own table {@code examples}. */
  public static boolean isTableRow(JsonNode record) {
    return TableRowReader.matches(record);
  }

  /** Whether a column of this name usually holds an instruction, an answer or a conversation. */
  public static boolean isUsualName(String name) {
    return RecordFields.isUsualName(name);
  }

  /** Whether records that have instances can be read as several examples. */
  public boolean splitsRecords() {
    return rules.datasetFormat() == RecordFormat.AUTO
        || rules.datasetFormat() == RecordFormat.SEED_TASK;
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
