package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Comparison;
import io.gristmill.jinja.python.Operators;
import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.Callable;
import io.gristmill.jinja.value.DictView;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The tests by name ({@code value is test}). */
public final class Tests {

  /** The implementation of a test. */
  @FunctionalInterface
  private interface Test {
    boolean holds(Object value, CallArguments arguments);
  }

  private static final Map<String, Test> TESTS = tests();

  private Tests() {}

  public static Set<String> names() {
    return TESTS.keySet();
  }

  /**
   * {@code value is name(arguments)}.
   *
   * @throws TemplateException if the test does not exist or fails
   */
  public static boolean holds(String name, Object value, CallArguments arguments) {
    Test test = TESTS.get(name);
    if (test == null) {
      throw TemplateException.unsupported("the test '" + name + "'");
    }
    return test.holds(value, arguments);
  }

  private static Map<String, Test> tests() {
    Map<String, Test> tests = new TreeMap<>();
    addTypeTests(tests);
    addBinary(tests, Comparison::equal, "==", "eq", "equalto");
    addBinary(tests, (value, other) -> !Comparison.equal(value, other), "!=", "ne");
    addBinary(
        tests, (value, other) -> Comparison.compare(value, other) > 0, ">", "gt", "greaterthan");
    addBinary(tests, (value, other) -> Comparison.compare(value, other) >= 0, ">=", "ge");
    addBinary(tests, (value, other) -> Comparison.compare(value, other) < 0, "<", "lt", "lessthan");
    addBinary(tests, (value, other) -> Comparison.compare(value, other) <= 0, "<=", "le");
    addBinary(tests, (value, other) -> Comparison.contains(other, value), "in");
    addBinary(tests, Tests::same, "sameas");
    addBinary(tests, (value, number) -> remainder(value, number, 0L), "divisibleby");
    addUnary(tests, "odd", value -> remainder(value, 2L, 1L));
    addUnary(tests, "even", value -> remainder(value, 2L, 0L));
    addUnary(tests, "filter", value -> Filters.isKnown(StrAndRepr.str(value)));
    addUnary(tests, "test", value -> TESTS.containsKey(StrAndRepr.str(value)));
    return tests;
  }

  private static void addTypeTests(Map<String, Test> tests) {
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
    addUnary(tests, "mapping", value -> value instanceof PyDict);
    addUnary(tests, "sequence", value -> Types.isSized(value) && !(value instanceof DictView));
    addUnary(tests, "iterable", Types::isIterable);
    addUnary(tests, "callable", value -> value instanceof Callable || value instanceof Undefined);
    addUnary(tests, "escaped", value -> value instanceof Safe);
    addUnary(tests, "lower", value -> CharacterClassMethods.isLower(StrAndRepr.str(value)));
    addUnary(tests, "upper", value -> CharacterClassMethods.isUpper(StrAndRepr.str(value)));
  }

  private static void addUnary(Map<String, Test> tests, String name, Predicate<Object> test) {
    tests.put(
        name,
        (value, arguments) -> {
          arguments.bind(name, 0);
          return test.test(value);
        });
  }

  private static void addBinary(
      Map<String, Test> tests, BiPredicate<Object, Object> test, String... names) {
    for (String name : names) {
      tests.put(
          name,
          (value, arguments) ->
              test.test(value, arguments.bind(name, 1, "other").at(0, None.NONE)));
    }
  }

  private static boolean remainder(Object value, Object by, Object expected) {
    return Comparison.equal(Operators.binary("%", value, by), expected);
  }

  private static boolean same(Object value, Object other) {
    boolean single = other == None.NONE || other instanceof Boolean;
    if (!single && value != other) {
      throw TemplateException.unsupported(
          "the test 'sameas' with an argument other than none, true or false");
    }
    return value.equals(other);
  }
}
