package io.gristmill.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed template. Thread-safe. */
public final class JinjaTemplate {

  private final Parser.Parsed template;

  private JinjaTemplate(Parser.Parsed template) {
    this.template = template;
  }

  /**
   * Parses a template.
   *
   * @throws TemplateException with the line, if it is not valid Jinja or contains an unsupported
   *     construct
   */
  public static JinjaTemplate parse(String source) {
    return new JinjaTemplate(Parser.parse(source));
  }

  /** Whether the template contains a {@code {% generation %}} block. */
  public boolean marksGeneration() {
    return template.marksGeneration();
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
    List<Span> generated = new ArrayList<>();
    Frame frame = Frame.of(template.scope(), all, generated, new RenderBudget(settings.limits()));
    try {
      Stmt.runAll(template.body(), frame);
    } catch (StackOverflowError e) {
      throw TemplateException.limit("the template is nested too deeply");
    }
    return new Rendering(frame.text(), generated);
  }

  /** Renders the template with the default limits and without a date. */
  public String render(Map<String, ?> variables) {
    return render(variables, RenderSettings.DEFAULT).text();
  }
}
