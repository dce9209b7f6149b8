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
    kinds(tests);
    with(tests, Comparison::equal, "==", "eq", "equalto");
    with(tests, (value, other) -> !Comparison.equal(value, other), "!=", "ne");
    with(tests, (value, other) -> Comparison.compare(value, other) > 0, ">", "gt", "greaterthan");
    with(tests, (value, other) -> Comparison.compare(value, other) >= 0, ">=", "ge");
    with(tests, (value, other) -> Comparison.compare(value, other) < 0, "<", "lt", "lessthan");
    with(tests, (value, other) -> Comparison.compare(value, other) <= 0, "<=", "le");
    with(tests, (value, other) -> Comparison.contains(other, value), "in");
    with(tests, Tests::same, "sameas");
    with(tests, (value, number) -> remainder(value, number, 0L), "divisibleby");
    plain(tests, "odd", value -> remainder(value, 2L, 1L));
    plain(tests, "even", value -> remainder(value, 2L, 0L));
    plain(tests, "filter", value -> Filters.isKnown(StrAndRepr.str(value)));
    plain(tests, "test", value -> TESTS.containsKey(StrAndRepr.str(value)));
    return tests;
  }

  private static void kinds(Map<String, Test> tests) {
    plain(tests, "defined", value -> !(value instanceof Undefined));
    plain(tests, "undefined", value -> value instanceof Undefined);
    plain(tests, "none", value -> value == None.NONE);
    plain(tests, "boolean", value -> value instanceof Boolean);
    plain(tests, "true", value -> Boolean.TRUE.equals(value));
    plain(tests, "false", value -> Boolean.FALSE.equals(value));
    plain(tests, "integer", Types::isInteger);
    plain(tests, "float", value -> value instanceof Double);
    plain(tests, "number", Types::isNumber);
    plain(tests, "string", Types::isText);
    plain(tests, "mapping", value -> value instanceof PyDict);
    plain(tests, "sequence", value -> Types.isSized(value) && !(value instanceof DictView));
    plain(tests, "iterable", Types::isIterable);
    plain(tests, "callable", value -> value instanceof Callable || value instanceof Undefined);
    plain(tests, "escaped", value -> value instanceof Safe);
    plain(tests, "lower", value -> CharacterClassMethods.isLower(StrAndRepr.str(value)));
    plain(tests, "upper", value -> CharacterClassMethods.isUpper(StrAndRepr.str(value)));
  }

  private static void plain(Map<String, Test> tests, String name, Predicate<Object> test) {
    tests.put(
        name,
        (value, arguments) -> {
          arguments.bind(name, 0);
          return test.test(value);
        });
  }

  private static void with(
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
      throw TemplateException.unsupported("the test 'sameas' but with none, true or false");
    }
    return value.equals(other);
  }
}
