package io.gristmill.record.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.List;

/**
 * Reads records of any known shape. Shapes are recognised per record, in this order: a row of our
 * own table, a list of {@code instances}, a list of turns, plain texts.
 */
public final class RecordInterpreter implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ShapeRules rules;

  public RecordInterpreter(ShapeRules rules) {
    this.rules = rules;
  }

  /**
   * What a record holds: one outcome, or one for each instance of a seed task.
   *
   * @param file where the record is from: the source of records that name none
   * @return at least one outcome
   */
  public List<Outcome> read(JsonNode record, String file) {
    try {
      return outcomes(record, file);
    } catch (Refused e) {
      return List.of(e.refusal());
    }
  }

  /** Whether a record is a row of our own table {@code examples}. */
  public static boolean isTableRow(JsonNode record) {
    return TableShape.matches(record);
  }

  /** Whether a column of this name usually holds an instruction, an answer or a conversation. */
  public static boolean isUsualName(String name) {
    return Fields.isUsualName(name);
  }

  /** Whether records that have instances can be read as several examples. */
  public boolean splitsRecords() {
    return rules.shape() == Shape.AUTO || rules.shape() == Shape.SEED_TASK;
  }

  private List<Outcome> outcomes(JsonNode record, String file) {
    if (!record.isObject()) {
      throw new Refused(
          Refusal.WRONG_TYPE, "the record is " + Scalars.kind(record) + ", must be an object");
    }
    String surrogate = Surrogates.firstUnpaired(record, "");
    if (surrogate != null) {
      throw new Refused(Refusal.UNPAIRED_SURROGATE, surrogate);
    }
    if (rules.shape() == Shape.AUTO && rules.columns().isEmpty() && isTableRow(record)) {
      return List.of(TableShape.read(record));
    }
    Fields fields = new Fields(record, rules.columns());
    return switch (shapeOf(fields)) {
      case SEED_TASK -> SeedTaskShape.read(record, fields, rules.metadata(), file);
      case CONVERSATION -> List.of(ConversationShape.read(fields, rules.metadata(), file));
      case AUTO, PLAIN -> List.of(PlainShape.read(fields, rules.metadata(), file));
    };
  }

  private Shape shapeOf(Fields fields) {
    if (rules.shape() != Shape.AUTO) {
      return rules.shape();
    }
    return fields.isList(Fields.INSTANCES)
        ? Shape.SEED_TASK
        : fields.isList(Fields.CONVERSATION) ? Shape.CONVERSATION : Shape.PLAIN;
  }
}
