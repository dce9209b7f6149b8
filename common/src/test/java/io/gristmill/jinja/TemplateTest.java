package io.gristmill.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  /** Every name of the table, in a template that uses it. */
  static Stream<Arguments> unsupportedNames() {
    Map<Unsupported, String> templates =
        Map.of(
            Unsupported.FILTER, "{{ x | %s }}",
            Unsupported.TEST, "{{ x is %s }}",
            Unsupported.TAG, "{%% %s %%}",
            Unsupported.VARIABLE, "{{ %s }}",
            Unsupported.LOOP, "{%% for x in xs %%}{{ loop.%s }}{%% endfor %%}",
            Unsupported.OPERATOR, "{{ 2 %s 3 }}",
            Unsupported.DICT_METHOD, "{{ x.%s() }}",
            Unsupported.METHOD, "{{ x.%s() }}");
    return Arrays.stream(Unsupported.values())
        .flatMap(
            kind ->
                kind.names().stream()
                    .map(name -> arguments(kind, name, String.format(templates.get(kind), name))));
  }

  @ParameterizedTest
  @MethodSource("unsupportedNames")
  void anUnsupportedNameIsRejectedByNameAndLineWithARemedyWhenTheTemplateIsRead(
      Unsupported kind, String name, String source) {
    TemplateException failure =
        catchThrowableOfType(
            TemplateException.class, () -> JinjaTemplate.parse("first line\n" + source));
    assertThat(failure)
        .hasMessageStartingWith("line 2: not supported: ")
        .hasMessageContaining(name)
        .hasMessageEndingWith("; rewrite the template without it");
    assertThat(failure.kind()).isEqualTo(TemplateException.Kind.UNSUPPORTED);
  }

  @Test
  void noSupportedFilterOrTestIsInTheTable() {
    assertThat(Filters.names()).doesNotContainAnyElementsOf(Unsupported.FILTER.names());
    assertThat(Tests.names()).doesNotContainAnyElementsOf(Unsupported.TEST.names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{{ x | urlize }} ~ the filter 'urlize'",
        "{{ x | map('random') }} ~ the filter 'random'",
        "{{ x | selectattr('a', 'sameas', 1) }} ~ the test 'sameas'",
        "{{ x is callable }} ~ the test 'callable'",
        "{{ x.encode() }} ~ the method 'encode'",
        "{{ x.__class__ }} ~ the attribute '__class__'",
        "{{ lipsum() }} ~ the variable 'lipsum'",
        "{% include 'other' %} ~ {% include %}",
        "{%- raw -%} {{ x }} {%- endraw -%} ~ {% raw %}",
        "{% set x | upper %}{% endset %} ~ a filter of a {% set %} block",
        "{% for x in xs recursive %}{% endfor %} ~ a recursive loop",
        "{{ f(*x) }} ~ '*' before an argument",
        "{{ f(**x) }} ~ '**' before an argument",
        "{{ '%s' % x }} ~ formatting text with %",
        "{{ x[1, 2] }} ~ a tuple of subscripts",
        "{{ '\\N{BULLET}' }} ~ the escape \\N in a string",
      })
  void aConstructIsRejectedByNameAndLineWhenTheTemplateIsRead(String source, String construct) {
    assertThatThrownBy(() -> JinjaTemplate.parse("first line\n" + source))
        .isInstanceOf(TemplateException.class)
        .hasMessage("line 2: not supported: " + construct + "; rewrite the template without it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ('<a>' | safe) + 'b' }}",
        "{{ '<a>' | safe | upper }}",
        "{{ x.copy }}",
        "{{ x.k % 1 }}",
        "{{ x['k']['count'] }}",
        "{{ [0] * 3 }}",
        "{{ {1.5: 2} }}",
        "{{ x[true] }}",
        "{{ 9223372036854775807 + 1 }}",
        "{{ 7.5 // 2 }}",
        "{{ '3.7' | int }}",
        "{{ range(3) }}",
        "{{ x.keys() == x.keys() }}",
        "{{ raise_exception.name }}",
      })
  void whatWouldPrintOtherThanInJinjaIsRejectedDuringRendering(String source) {
    TemplateException failure =
        catchThrowableOfType(
            TemplateException.class,
            () -> JinjaTemplate.parse(source).render(Map.of("x", Map.of("k", "v"))));
    assertThat(failure.kind()).isEqualTo(TemplateException.Kind.UNSUPPORTED);
  }

  @Test
  void aNameThatJinjaDoesNotHaveEitherIsASyntaxError() {
    assertThat(failure("{{ x | nosuch }}").kind()).isEqualTo(TemplateException.Kind.SYNTAX);
    assertThat(failure("{{ x is nosuch }}").kind()).isEqualTo(TemplateException.Kind.SYNTAX);
  }

  @Test
  void aFailureNamesTheLineOfItsStatement() {
    TemplateException failure = failure("a\n{% if true %}\n\n{{ 1 + 'x' }}\n{% endif %}");
    assertThat(failure).hasMessage("line 4: unsupported operand types for +: 'int' and 'str'");
    assertThat(failure.kind()).isEqualTo(TemplateException.Kind.FAILED);
  }

  @Test
  void anExceptionRaisedByATemplateHasItsOwnKind() {
    TemplateException failure = failure("{{ raise_exception('no ' ~ 'system') }}");
    assertThat(failure.kind()).isEqualTo(TemplateException.Kind.RAISED);
    assertThat(failure).hasMessageContaining("no system");
  }

  @Test
  void theCurrentDateIsUnsupportedUnlessItIsSet() {
    String source = "{{ strftime_now('%d %B %Y') if strftime_now is defined }}";
    assertThat(failure(source)).hasMessageContaining("write a fixed date");
    RenderSettings day = RenderSettings.at(LocalDateTime.of(2024, 2, 29, 0, 0));
    assertThat(JinjaTemplate.parse(source).render(Map.of(), day).text())
        .isEqualTo("29 February 2024");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set x = namespace(t='ab') %}{% for i in range(64) %}{% set x.t = x.t ~ x.t %}{% endfor"
            + " %}",
        "{% set x = namespace(l=[1]) %}{% for i in range(64) %}{% set x.l = x.l + x.l %}{% endfor"
            + " %}",
        "{% set x = namespace(l=[1]) %}{% for i in range(64) %}{% set x.l = [x.l, x.l] %}{% endfor"
            + " %}{{ x.l }}",
        "{% set x = namespace(l=[1]) %}{% for i in range(64) %}{% set x.l = [x.l, x.l] %}{% endfor"
            + " %}{{ x.l | tojson }}",
        "{% set x = namespace(l=[1], m=[1]) %}{% for i in range(64) %}{% set x.l = [x.l, x.l] %}{%"
            + " set x.m = [x.m, x.m] %}{% endfor %}{{ x.l == x.m }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ ('x' * 100000).replace('x', 'y' * 100000) }}",
        "{{ 'a' | indent(1000000000) }}",
        "{{ [1] | tojson(indent=1000000000) }}",
        "{{ range(1000000000) }}",
        "{% for i in range(99999) %}{{ 'y' * 10000 }}{% endfor %}",
      })
  void aHostileTemplateEndsWithAnErrorInsteadOfTheMachine(String source) {
    RenderSettings settings = new RenderSettings(null, new Limits(3_000_000, 400, 1 << 22));
    TemplateException failure =
        catchThrowableOfType(
            TemplateException.class, () -> JinjaTemplate.parse(source).render(Map.of(), settings));
    assertThat(failure).isNotNull();
    assertThat(failure.kind())
        .isIn(TemplateException.Kind.LIMIT, TemplateException.Kind.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "not ", "-", "{1: ", "x[", "f(", "1 if 1 else "})
  void deepNestingIsRejectedInsteadOfOverflowingTheStack(String piece) {
    assertThat(failure("{{ " + piece.repeat(20_000) + "1 }}")).isNotNull();
    assertThat(failure("{{ 1" + " + 1".repeat(20_000) + " }}")).hasMessageContaining("in a row");
    assertThat(failure("{% if 1 %}".repeat(20_000))).hasMessageContaining("nesting");
  }

  @Test
  void deeplyNestedDataIsRejectedInsteadOfOverflowingTheStack() {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    Map<String, Object> variables = Map.of("deep", deep);
    assertThatThrownBy(() -> JinjaTemplate.parse("{{ deep }}").render(variables))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void plainJavaValuesPrintLikePythonValues() {
    Map<String, Object> variables = new HashMap<>();
    variables.put("nothing", null);
    variables.put("list", Arrays.asList(1, 2L, (short) 3, 1.5f, 2.0, true, null, "x"));
    variables.put("map", Map.of("k", List.of()));
    assertThat(JinjaTemplate.parse("{{ nothing }} {{ list }} {{ map }}").render(variables))
        .isEqualTo("None [1, 2, 3, 1.5, 2.0, True, None, 'x'] {'k': []}");
  }

  @Test
  void aTemplateIsThreadSafe() {
    JinjaTemplate template =
        JinjaTemplate.parse(
            "{% set ns = namespace(n=0) %}{% for i in range(k) %}{% set ns.n = ns.n + i %}{% endfor"
                + " %}{{ ns.n }}");
    List<Integer> tasks = IntStream.range(0, 200).boxed().toList();
    List<String> texts = tasks.parallelStream().map(k -> template.render(Map.of("k", k))).toList();
    assertThat(texts).isEqualTo(tasks.stream().map(k -> "" + k * (k - 1) / 2).toList());
  }

  private static TemplateException failure(String source) {
    return catchThrowableOfType(
        TemplateException.class, () -> JinjaTemplate.parse(source).render(Map.of()));
  }
}
