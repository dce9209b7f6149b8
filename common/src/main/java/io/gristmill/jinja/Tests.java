package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Undefined;
import io.gristmill.jinja.PyValue.View;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The tests by name ({@code value is test}). */
final class Tests {

  private static final Map<String, BiPredicate<Object, CallArguments>> TESTS = tests();

  private Tests() {}

  static Set<String> names() {
    return TESTS.keySet();
  }

  /**
   * {@code value is name(arguments)}.
   *
   * @throws TemplateException if the test does not exist or fails
   */
  static boolean holds(String name, Object value, CallArguments arguments) {
    BiPredicate<Object, CallArguments> test = TESTS.get(name);
    if (test == null) {
      Unsupported.TEST.reject(name, 0);
      throw TemplateException.failed("no test is named '" + name + "'");
    }
    return test.test(value, arguments);
  }

  private static Map<String, BiPredicate<Object, CallArguments>> tests() {
    Map<String, BiPredicate<Object, CallArguments>> tests = new TreeMap<>();
    addTypeTests(tests);
    addBinary(tests, Comparison::equal, "==", "eq", "equalto");
    addBinary(tests, (value, other) -> !Comparison.equal(value, other), "!=", "ne");
    addBinary(
        tests, (value, other) -> Comparison.compare(value, other) > 0, ">", "gt", "greaterthan");
    addBinary(tests, (value, other) -> Comparison.compare(value, other) >= 0, ">=", "ge");
    addBinary(tests, (value, other) -> Comparison.compare(value, other) < 0, "<", "lt", "lessthan");
    addBinary(tests, (value, other) -> Comparison.compare(value, other) <= 0, "<=", "le");
    addBinary(tests, (value, other) -> Comparison.contains(other, value), "in");
    addBinary(tests, (value, number) -> isRemainder(value, number, 0L), "divisibleby");
    addUnary(tests, "odd", value -> isRemainder(value, 2L, 1L));
    addUnary(tests, "even", value -> isRemainder(value, 2L, 0L));
    return tests;
  }

  private static void addTypeTests(Map<String, BiPredicate<Object, CallArguments>> tests) {
    addUnary(tests, "defined", value -> !(value instanceof Undefined));
    addUnary(tests, "undefined", value -> value instanceof Undefined);
    addUnary(tests, "none", value -> value == None.NONE);
    addUnary(tests, "boolean", value -> value instanceof Boolean);
    addUnary(tests, "true", value -> Boolean.TRUE.equals(value));
    addUnary(tests, "false", value -> Boolean.FALSE.equals(value));
    addUnary(tests, "integer", Types::isInteger);
    addUnary(tests, "float", value -> value instanceof Double);
    addUnary(tests, "number", Types::isNumber);
    addUnary(tests, "string", Types::isText);
    addUnary(tests, "mapping", value -> value instanceof Map);
    addUnary(tests, "sequence", Tests::isSequence);
    addUnary(
        tests, "iterable", value -> Types.isSized(value) || value instanceof PyValue.Generator);
  }

  private static boolean isSequence(Object value) {
    return Types.isSized(value) && !(value instanceof View view && !view.type().equals("range"));
  }

  private static void addUnary(
      Map<String, BiPredicate<Object, CallArguments>> tests, String name, Predicate<Object> test) {
    tests.put(
        name,
        (value, arguments) -> {
          arguments.bind(name, 0);
          return test.test(value);
        });
  }

  private static void addBinary(
      Map<String, BiPredicate<Object, CallArguments>> tests,
      BiPredicate<Object, Object> test,
      String... names) {
    for (String name : names) {
      tests.put(
          name, (value, arguments) -> test.test(value, arguments.bind(name, 1, "other").at(0)));
    }
  }

  private static boolean isRemainder(Object value, Object by, Object expected) {
    return Comparison.equal(Operators.binary("%", value, by), expected);
  }
}
