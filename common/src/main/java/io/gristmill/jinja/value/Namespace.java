package io.gristmill.jinja.value;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The only value that a template can modify from an inner scope: {@code namespace()}. */
public final class Namespace {

  private final PyDict attributes = new PyDict();

  /**
   * Sets an attribute.
   *
   * @throws TemplateException if its name starts with an underscore, which transformers rejects
   */
  public Namespace set(Object name, Object value) {
    if (name instanceof String text && text.startsWith("_")) {
      throw TemplateException.failed(
          String.format(Locale.ROOT, "a namespace cannot have an attribute '%s'", text));
    }
    attributes.put(name, value);
    return this;
  }

  public @Nullable Object get(String name) {
    return attributes.get(name);
  }

  public PyDict attributes() {
    return attributes;
  }
}
