package io.gristmill.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TemplateProperties {

  private static final RenderSettings SMALL =
      new RenderSettings(null, new Limits(200_000, 200, 1 << 20));

  private static final Map<String, Object> VARIABLES =
      Map.of("x", "text", "xs", List.of(1, "b", List.of()), "d", Map.of("a", 1));

  /** Fragments of templates, valid and broken. */
  private static final List<String> PIECES =
      List.of(
          "{{",
          "}}",
          "{%",
          "%}",
          "{%-",
          "-%}",
          "{#",
          "#}",
          "{% raw %}",
          "{% endraw %}",
          " ",
          "\n",
          "x",
          "xs",
          "d",
          "if",
          "else",
          "elif",
          "endif",
          "for",
          "in",
          "endfor",
          "set",
          "endset",
          "macro",
          "endmacro",
          "m(",
          "call",
          "endcall",
          "filter",
          "endfilter",
          "with",
          "endwith",
          "generation",
          "endgeneration",
          "break",
          "continue",
          "recursive",
          "loop",
          "is",
          "not",
          "defined",
          "none",
          "and",
          "or",
          "|",
          "upper",
          "length",
          "map",
          "tojson",
          "join",
          "sort",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ".",
          "..",
          "=",
          "==",
          "<",
          "+",
          "-",
          "*",
          "**",
          "//",
          "%",
          "~",
          "1",
          "2.5",
          "0x",
          "1e",
          "'a'",
          "\"",
          "'",
          "\\",
          "\\x4",
          "namespace()",
          "{{ x }}",
          "{{ xs[0] }}",
          "{% if x %}",
          "{% endif %}",
          "{% for i in xs %}",
          "{% endfor %}",
          "{% set y = 1 %}",
          "{{ i }}",
          "한",
          "😀",
          "\u0000",
          "\u2028");

  @Property(tries = 3000)
  void aTemplateOfRandomPiecesRendersOrThrowsATemplateException(
      @ForAll("pieces") List<String> pieces) {
    rendersOrRefuses(String.join("", pieces));
  }

  @Property(tries = 2000)
  void anExpressionOfRandomPiecesRendersOrThrowsATemplateException(
      @ForAll("pieces") List<String> pieces) {
    rendersOrRefuses("{{ " + String.join(" ", pieces) + " }}");
  }

  @Property(tries = 1000)
  void anyTextRendersOrThrowsATemplateException(@ForAll String text) {
    rendersOrRefuses(text);
    rendersOrRefuses("{% set y = '" + text + "' %}{{ y }}");
  }

  @Property(tries = 500)
  void aTextWithoutBracesRendersAsItselfExceptTheLastLineBreak(@ForAll String text) {
    String plain = text.replaceAll("[{}\r]", "");
    String expected = plain.endsWith("\n") ? plain.substring(0, plain.length() - 1) : plain;
    assertThat(JinjaTemplate.parse(plain).render(Map.of())).isEqualTo(expected);
  }

  @Property
  void theTextOfAFloatParsesToTheSameFloat(@ForAll double value) {
    assertThat(Double.parseDouble(FloatText.repr(value))).isEqualTo(value);
  }

  @Property
  void reversedTwiceIsTheText(@ForAll String text) {
    JinjaTemplate template = JinjaTemplate.parse("{{ t[::-1][::-1] }}|{{ t | reverse | reverse }}");
    String whole = text.replaceAll("[\\ud800-\\udfff]", "");
    assertThat(template.render(Map.of("t", whole))).isEqualTo(whole + "|" + whole);
  }

  private static void rendersOrRefuses(String source) {
    try {
      Rendering rendering = JinjaTemplate.parse(source).render(VARIABLES, SMALL);
      assertThat(rendering.text()).isNotNull();
    } catch (TemplateException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(PIECES).list().ofMaxSize(25);
  }
}
