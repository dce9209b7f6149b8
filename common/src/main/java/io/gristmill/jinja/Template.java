package io.gristmill.jinja;

import io.gristmill.jinja.library.Globals;
import io.gristmill.jinja.run.Interpreter;
import io.gristmill.jinja.run.Program;
import io.gristmill.jinja.syntax.Parser;
import io.gristmill.jinja.value.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A template that was read and can be rendered, by several threads at once. */
public final class Template {

  private final Program program;

  private Template(Program program) {
    this.program = program;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException with the line, when it is no Jinja or holds what this engine has not
   */
  public static Template parse(String source) {
    return new Template(Program.of(Parser.parse(source, Globals.vocabulary())));
  }

  /** Whether any {@code {% generation %}} block stands in it. */
  public boolean marksGeneration() {
    return program.marksGeneration();
  }

  /**
   * Renders it.
   *
   * @param variables plain Java values: null, text, truth values, numbers, lists, maps, JSON nodes
   * @throws TemplateException when it fails, as Jinja would, or goes beyond a limit
   */
  public Rendering render(Map<String, ?> variables, RenderSettings settings) {
    Map<String, Object> all = new LinkedHashMap<>(Globals.functions(settings.now()));
    variables.forEach((name, value) -> all.put(name, PlainData.of(value)));
    Interpreter.Rendered rendered = Interpreter.render(program, all, settings.limits());
    return new Rendering(
        rendered.text(),
        rendered.generated().stream().map(span -> new Span(span.start(), span.end())).toList());
  }

  /** Renders it with the usual limits and without a date. */
  public String render(Map<String, ?> variables) {
    return render(variables, RenderSettings.DEFAULT).text();
  }
}
