package io.gristmill.jobs.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Converts Parquet values to JSON: lists, maps with text keys and nested columns keep their
 * structure, binary becomes UTF-8 text, decimals become numbers, dates and times become their
 * stored numbers. It remembers the first text that is not valid UTF-8.
 */
final class ParquetValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private @Nullable ReadError error;

  /** The error of the first invalid text; null if all are valid. */
  @Nullable ReadError error() {
    return error;
  }

  ObjectNode object(Group group) {
    ObjectNode object = JSON.objectNode();
    GroupType type = group.getType();
    for (int i = 0; i < type.getFieldCount(); i++) {
      object.set(type.getFieldName(i), field(group, i));
    }
    return object;
  }

  private JsonNode field(Group group, int index) {
    Type type = group.getType().getType(index);
    int count = group.getFieldRepetitionCount(index);
    if (!type.isRepetition(Type.Repetition.REPEATED)) {
      return count == 0 ? JSON.nullNode() : value(group, index, 0, type);
    }
    ArrayNode list = JSON.arrayNode();
    for (int i = 0; i < count; i++) {
      list.add(value(group, index, i, type));
    }
    return list;
  }

  private JsonNode value(Group group, int index, int place, Type type) {
    if (type.isPrimitive()) {
      return primitive(group, index, place, type.asPrimitiveType());
    }
    Group nested = group.getGroup(index, place);
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof ListLogicalTypeAnnotation) {
      return list(nested);
    }
    return meaning instanceof MapLogicalTypeAnnotation ? map(nested) : object(nested);
  }

  /** Elements of a list: {@code repeated group {element}}, or the older form without the group. */
  private ArrayNode list(Group list) {
    ArrayNode elements = JSON.arrayNode();
    Type repeated = list.getType().getType(0);
    boolean wrapped = !repeated.isPrimitive() && isWrapper(repeated.asGroupType());
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      elements.add(wrapped ? field(list.getGroup(0, i), 0) : value(list, 0, i, repeated));
    }
    return elements;
  }

  private static boolean isWrapper(GroupType repeated) {
    return repeated.getFieldCount() == 1
        && !repeated.getName().equals("array")
        && !repeated.getName().endsWith("_tuple");
  }

  private ObjectNode map(Group map) {
    ObjectNode object = JSON.objectNode();
    for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
      Group entry = map.getGroup(0, i);
      boolean valued = entry.getType().getFieldCount() > 1;
      object.set(field(entry, 0).asText(), valued ? field(entry, 1) : JSON.nullNode());
    }
    return object;
  }

  private JsonNode primitive(Group group, int index, int place, PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return JSON.numberNode(
          new BigDecimal(unscaled(group, index, place, type), decimal.getScale()));
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> JSON.booleanNode(group.getBoolean(index, place));
      case INT32 -> JSON.numberNode(group.getInteger(index, place));
      case INT64 -> JSON.numberNode(group.getLong(index, place));
      case FLOAT -> JSON.numberNode(group.getFloat(index, place));
      case DOUBLE -> JSON.numberNode(group.getDouble(index, place));
      case INT96 -> JSON.textNode(group.getInt96(index, place).toString());
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          text(group.getBinary(index, place).getBytes(), type.getName());
    };
  }

  private static BigInteger unscaled(Group group, int index, int place, PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> BigInteger.valueOf(group.getInteger(index, place));
      case INT64 -> BigInteger.valueOf(group.getLong(index, place));
      default -> new BigInteger(group.getBinary(index, place).getBytes());
    };
  }

  private JsonNode text(byte[] bytes, String name) {
    String text = Utf8.lenient(bytes);
    int malformed = Utf8.malformedAt(bytes, text);
    if (malformed >= 0 && error == null) {
      error =
          new ReadError(
              ReadError.INVALID_UTF8,
              "field \"%s\": byte 0x%02x at place %d is not valid UTF-8"
                  .formatted(name, bytes[malformed], malformed));
    }
    return JSON.textNode(text);
  }
}
