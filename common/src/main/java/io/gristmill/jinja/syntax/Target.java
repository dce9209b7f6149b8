package io.gristmill.jinja.syntax;

import java.util.List;

/** What a value is assigned to. */
public sealed interface Target {

  /** A variable. */
  record Variable(String name) implements Target {}

  /** An attribute of a namespace. */
  record Member(String namespace, String attribute) implements Target {}

  /** As many targets as the value has items. */
  record Unpacked(List<Target> targets) implements Target {}
}
