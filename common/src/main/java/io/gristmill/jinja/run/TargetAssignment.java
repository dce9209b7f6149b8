package io.gristmill.jinja.run;

import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.syntax.Target;
import io.gristmill.jinja.value.Namespace;
import io.gristmill.jinja.value.TemplateException;
import java.util.List;

/** Assigns values to variables and to attributes of namespaces. */
final class TargetAssignment {

  private TargetAssignment() {}

  /**
   * Checks that attributes belong to namespaces, before the value is evaluated.
   *
   * @throws TemplateException if one does not
   */
  static void check(Target target, Frame frame) {
    if (target instanceof Target.Member member) {
      namespace(member, frame);
    } else if (target instanceof Target.Unpacked unpacked) {
      unpacked.targets().forEach(each -> check(each, frame));
    }
  }

  private static Namespace namespace(Target.Member member, Frame frame) {
    if (frame.value(member.namespace()) instanceof Namespace namespace) {
      return namespace;
    }
    throw TemplateException.failed(
        "cannot assign to '"
            + member.attribute()
            + "' of '"
            + member.namespace()
            + "', which is no namespace");
  }

  /** Assigns a value to a variable or an attribute, or its items to several targets. */
  static void to(Target target, Object value, Frame frame) {
    if (target instanceof Target.Variable variable) {
      frame.assign(variable.name(), value);
    } else if (target instanceof Target.Member member) {
      namespace(member, frame).set(member.attribute(), value);
    } else if (target instanceof Target.Unpacked unpacked) {
      unpack(unpacked.targets(), value, frame);
    }
  }

  private static void unpack(List<Target> targets, Object value, Frame frame) {
    List<Object> items = Iteration.list(value);
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
      to(targets.get(i), items.get(i), frame);
    }
  }
}
