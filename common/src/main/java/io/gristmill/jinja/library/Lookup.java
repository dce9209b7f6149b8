package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Slices;
import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.Members;
import io.gristmill.jinja.value.Namespace;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import org.jspecify.annotations.Nullable;

/**
 * {@code object.name} and {@code object[key]}: the first looks up an attribute, then an item; the
 * second in reverse order.
 */
public final class Lookup {

  private Lookup() {}

  /**
   * {@code object.name}; an undefined value if there is neither.
   *
   * @throws TemplateException if the object itself is undefined
   */
  public static Object attribute(Object object, String name) {
    Object attribute = ownAttribute(object, name);
    if (attribute != null) {
      return attribute;
    }
    Object item = object instanceof PyDict dict ? dict.get(name) : null;
    return item == null ? Undefined.member(Types.name(object), name) : item;
  }

  /**
   * {@code object[key]}; an undefined value if there is neither.
   *
   * @throws TemplateException if the object itself is undefined
   */
  public static Object item(Object object, Object key) {
    if (object instanceof Undefined undefined) {
      throw undefined.error();
    }
    Object item = object instanceof PyDict dict ? entry(dict, key) : Slices.item(object, key);
    if (item != null) {
      return item;
    }
    Object attribute = Types.isText(key) ? ownAttribute(object, Types.text(key)) : null;
    return attribute == null
        ? Undefined.member(Types.name(object), StrAndRepr.str(key))
        : attribute;
  }

  private static @Nullable Object entry(PyDict dict, Object key) {
    boolean hashable = !Types.name(key).equals("list") && !(key instanceof PyDict);
    return hashable ? dict.get(key) : null;
  }

  /** An attribute of the object, or null if it does not exist. */
  static @Nullable Object ownAttribute(Object object, String name) {
    if (object instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (object instanceof Namespace namespace) {
      return namespace.get(name);
    }
    if (object instanceof Members members) {
      return members.member(name);
    }
    if (object instanceof PyTuple tuple && tuple.names().contains(name)) {
      return tuple.items().get(tuple.names().indexOf(name));
    }
    return method(object, name);
  }

  private static @Nullable Object method(Object object, String name) {
    if (name.startsWith("__")) {
      throw TemplateException.failed("the attribute '" + name + "' is not safe to read");
    }
    if (Types.isText(object)) {
      return TextMethods.method(object, name);
    }
    return object instanceof PyDict dict
        ? StructureMethods.ofDict(dict, name)
        : StructureMethods.of(object, name);
  }
}
