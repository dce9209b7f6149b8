package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Checks the columns that a stage uses, and reports all problems at once. */
final class Columns {

  private final String stage;
  private final StructType schema;
  private final List<String> problems = new ArrayList<>();

  Columns(Identifiable stage, StructType schema) {
    this.stage = stage.uid();
    this.schema = schema;
  }

  /** Returns the column with exactly this name, whatever characters it contains. */
  static Column of(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** Returns a name that differs from all column names, ignoring case. */
  static String unusedName(StructType schema, String preferred) {
    String name = preferred;
    while (has(schema, name)) {
      name = name + "_";
    }
    return name;
  }

  private static boolean has(StructType schema, String name) {
    for (String field : schema.fieldNames()) {
      if (field.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  void requireText(Param<?> param, String name) {
    check(param, name, "a string column", type -> type instanceof StringType);
  }

  void requireNumber(Param<?> param, String name) {
    check(param, name, "a numeric column", type -> type instanceof NumericType);
  }

  void requireOrderable(Param<?> param, String name) {
    check(param, name, "a column that can be sorted by", Columns::isOrderable);
  }

  void requirePresent(Param<?> param, String name) {
    check(param, name, "a column", type -> true);
  }

  void requireTextMap(Param<?> param, String name) {
    check(
        param,
        name,
        "a map<string,string> column",
        type -> type.sameType(DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)));
  }

  /** Requires the column, if it exists, to have this type. */
  void requireType(Param<?> param, String name, Optional<DataType> expected) {
    expected
        .filter(type -> !findTypes(name).isEmpty())
        .ifPresent(
            type -> check(param, name, "a " + type.simpleString() + " column", type::sameType));
  }

  /** Requires that no column has this name, since the stage adds it. */
  void requireAbsent(Param<?> param, String name) {
    if (name.isEmpty()) {
      problem(param, name, "must be a name", "empty");
    } else if (has(schema, name)) {
      problem(param, name, "is added by this stage and must not exist", "present");
    }
  }

  private void check(Param<?> param, String name, String what, Predicate<DataType> fits) {
    List<DataType> found = findTypes(name);
    if (found.isEmpty()) {
      problem(param, name, "must be " + what, "absent; columns are " + describe());
    } else if (found.size() > 1) {
      problem(param, name, "must be " + what, "present " + found.size() + " times");
    } else if (!fits.test(found.get(0))) {
      problem(param, name, "must be " + what, found.get(0).simpleString());
    }
  }

  private void problem(Param<?> param, String name, String rule, String actual) {
    problems.add(
        String.format(
            Locale.ROOT,
            "%s: column \"%s\" (param %s) %s, was %s",
            stage,
            name,
            param.name(),
            rule,
            actual));
  }

  private List<DataType> findTypes(String name) {
    List<DataType> found = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        found.add(field.dataType());
      }
    }
    return found;
  }

  private String describe() {
    List<String> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(field.name() + " " + field.dataType().simpleString());
    }
    return columns.isEmpty() ? "none" : String.join(", ", columns);
  }

  /** Returns the type of a column checked by {@link #requirePresent}. */
  Optional<DataType> type(String name) {
    return findTypes(name).stream().findFirst();
  }

  /**
   * Throws if there are problems.
   *
   * @throws IllegalArgumentException with each column, its param, what is expected and what was
   *     found
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /** Does the same for a table other than the input of the stage. */
  void throwIfAny(String table) {
    problems.replaceAll(problem -> problem + " in " + table);
    throwIfAny();
  }

  static boolean isOrderable(DataType type) {
    if (type instanceof ArrayType array) {
      return isOrderable(array.elementType());
    }
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        if (!isOrderable(field.dataType())) {
          return false;
        }
      }
      return true;
    }
    return type instanceof NumericType
        || type instanceof StringType
        || type instanceof BinaryType
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }
}
