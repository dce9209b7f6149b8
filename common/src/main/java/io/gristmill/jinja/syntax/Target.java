package io.gristmill.jinja.syntax;

import java.util.List;

/** The target of an assignment. */
public sealed interface Target {

  /** A variable. */
  record Variable(String name) implements Target {}

  /** An attribute of a namespace. */
  record Member(String namespace, String attribute) implements Target {}

  /** One target per item of the value. */
  record Unpacked(List<Target> targets) implements Target {}
}
