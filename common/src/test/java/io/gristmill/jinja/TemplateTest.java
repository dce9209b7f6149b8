package io.gristmill.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.jinja.value.Limits;
import io.gristmill.jinja.value.TemplateException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{{ x | urlize }} ~ the filter 'urlize'",
        "{{ x | pprint }} ~ the filter 'pprint'",
        "{{ x | map('random') }} ~ the filter 'random'",
        "{{ x | selectattr('a', 'nosuch') }} ~ the test 'nosuch'",
        "{{ x is nosuch }} ~ the test 'nosuch'",
        "{{ x.encode() }} ~ the method 'encode'",
        "{{ x.__class__ }} ~ the attribute '__class__'",
        "{{ lipsum() }} ~ the variable 'lipsum'",
        "{{ cycler(1) }} ~ the variable 'cycler'",
        "{% include 'other' %} ~ {% include %}",
        "{% extends 'other' %} ~ {% extends %}",
        "{% import 'other' as o %} ~ {% import %}",
        "{% block b %}{% endblock %} ~ {% block %}",
        "{% autoescape true %}{% endautoescape %} ~ {% autoescape %}",
        "{{ x[1, 2] }} ~ a tuple of subscripts",
        "{{ '\\N{BULLET}' }} ~ the escape \\N in a string",
      })
  void whatTheEngineHasNotIsRefusedByNameAndLineWhenTheTemplateIsRead(
      String source, String construct) {
    assertThatThrownBy(() -> JinjaTemplate.parse("first line\n" + source))
        .isInstanceOf(TemplateException.class)
        .hasMessage("line 2: not supported: " + construct);
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
    assertThat(failure(source)).hasMessageContaining("set a fixed date");
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
        "{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ 'x'.center(1000000000) }}",
        "{{ 'x'.replace('', 'y' * 30000000) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'a' | indent(1000000000) }}",
        "{{ [1] | tojson(indent=1000000000) }}",
        "{{ [1] | batch(1000000000, 0) | list }}",
        "{{ [1] | slice(1000000000) | list }}",
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
