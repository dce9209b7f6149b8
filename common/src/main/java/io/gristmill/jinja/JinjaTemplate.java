package io.gristmill.jinja;

import io.gristmill.jinja.library.Globals;
import io.gristmill.jinja.run.Interpreter;
import io.gristmill.jinja.run.Program;
import io.gristmill.jinja.syntax.Parser;
import io.gristmill.jinja.value.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parsed template. Thread-safe. */
public final class JinjaTemplate {

  private final Program program;

  private JinjaTemplate(Program program) {
    this.program = program;
  }

  /**
   * Parses a template.
   *
   * @throws TemplateException with the line, if it is not valid Jinja or contains an unsupported
   *     construct
   */
  public static JinjaTemplate parse(String source) {
    return new JinjaTemplate(Program.of(Parser.parse(source, Globals.vocabulary())));
  }

  /** Whether the template contains a {@code {% generation %}} block. */
  public boolean marksGeneration() {
    return program.marksGeneration();
  }

  /**
   * Renders the template.
   *
   * @param variables plain Java values: null, text, booleans, numbers, lists, maps, JSON nodes
   * @throws TemplateException if rendering fails, as it would in Jinja, or exceeds a limit
   */
  public Rendering render(Map<String, ?> variables, RenderSettings settings) {
    Map<String, Object> all = new LinkedHashMap<>(Globals.functions(settings.now()));
    variables.forEach((name, value) -> all.put(name, PlainData.of(value)));
    Interpreter.Rendered rendered = Interpreter.render(program, all, settings.limits());
    return new Rendering(
        rendered.text(),
        rendered.generated().stream().map(span -> new Span(span.start(), span.end())).toList());
  }

  /** Renders the template with the default limits and without a date. */
  public String render(Map<String, ?> variables) {
    return render(variables, RenderSettings.DEFAULT).text();
  }
}
