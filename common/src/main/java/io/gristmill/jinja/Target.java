package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Namespace;
import java.util.List;
import java.util.function.Consumer;

/** The target of an assignment. */
sealed interface Target {

  /** Passes every variable that is assigned, or whose attribute is, to a consumer. */
  void names(Consumer<String> assigned, Consumer<String> read);

  /**
   * Checks that attributes belong to namespaces, before the value is evaluated.
   *
   * @throws TemplateException if one does not
   */
  default void check(Frame frame) {}

  void assign(Object value, Frame frame);

  /** A variable. */
  record Variable(String name) implements Target {
    @Override
    public void names(Consumer<String> assigned, Consumer<String> read) {
      assigned.accept(name);
    }

    @Override
    public void assign(Object value, Frame frame) {
      frame.set(name, value);
    }
  }

  /** An attribute of a namespace. */
  record Member(String variable, String attribute) implements Target {
    @Override
    public void names(Consumer<String> assigned, Consumer<String> read) {
      read.accept(variable);
    }

    @Override
    public void check(Frame frame) {
      namespace(frame);
    }

    @Override
    public void assign(Object value, Frame frame) {
      namespace(frame).set(attribute, value);
    }

    private Namespace namespace(Frame frame) {
      if (frame.get(variable) instanceof Namespace namespace) {
        return namespace;
      }
      throw TemplateException.failed(
          "cannot assign to '" + attribute + "' of '" + variable + "', which is no namespace");
    }
  }

  /** One target per item of the value. */
  record Unpacked(List<Target> targets) implements Target {
    @Override
    public void names(Consumer<String> assigned, Consumer<String> read) {
      targets.forEach(target -> target.names(assigned, read));
    }

    @Override
    public void check(Frame frame) {
      targets.forEach(target -> target.check(frame));
    }

    @Override
    public void assign(Object value, Frame frame) {
      List<Object> items = Types.list(value);
      if (items.size() != targets.size()) {
        throw TemplateException.failed(
            "cannot unpack "
                + items.size()
                + " values of a "
                + Types.name(value)
                + " into "
                + targets.size()
                + " names");
      }
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(items.get(i), frame);
      }
    }
  }
}
