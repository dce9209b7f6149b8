package io.gristmill.jinja.run;

import io.gristmill.jinja.syntax.Expr;
import io.gristmill.jinja.syntax.Signature;
import io.gristmill.jinja.syntax.Stmt;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.Callable;
import io.gristmill.jinja.value.Members;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A macro, or the body of a call block.
 *
 * @param label its name, empty for a call block
 * @param signature its parameters
 * @param body the statements
 * @param scope scope of the body
 * @param enclosing the cells at its definition
 * @param interpreter the interpreter that executes it
 */
record Macro(
    String label,
    Signature signature,
    List<Stmt> body,
    Program.Scope scope,
    Cells enclosing,
    Interpreter interpreter)
    implements Callable, Members {

  @Override
  public String name() {
    return label.isEmpty() ? "the body of a call block" : label;
  }

  @Override
  public Object call(CallArguments arguments) {
    Cells cells = new Cells(scope.symbols().level(), enclosing);
    Frame frame = interpreter.withSeparateOutput(scope.symbols(), cells);
    bind(arguments, frame);
    interpreter.enter(frame);
    defaults(frame);
    return interpreter.capture(body, frame);
  }

  /** Binds the arguments of a call to the parameters, as Jinja does. */
  private void bind(CallArguments arguments, Frame frame) {
    List<String> names = signature.names();
    List<Object> positional = arguments.positional();
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    for (int i = 0; i < names.size(); i++) {
      Object value = i < positional.size() ? positional.get(i) : named.remove(names.get(i));
      if (value != null) {
        frame.assign(names.get(i), value);
      }
    }
    caller(named, frame);
    rest(named, positional, frame);
  }

  private void caller(Map<String, Object> named, Frame frame) {
    if (scope.reads().contains("caller") && !signature.names().contains("caller")) {
      Object caller = named.remove("caller");
      frame.assign(
          "caller",
          caller == null || caller == None.NONE ? new Undefined("no caller is defined") : caller);
    }
  }

  private void rest(Map<String, Object> named, List<Object> positional, Frame frame) {
    int bound = Math.min(positional.size(), signature.names().size());
    if (readsSpecial("kwargs")) {
      PyDict dict = new PyDict();
      named.forEach(dict::put);
      frame.assign("kwargs", dict);
    } else if (!named.isEmpty()) {
      String first = named.keySet().iterator().next();
      throw TemplateException.failed(
          "the macro '" + label + "' takes no keyword argument '" + first + "'");
    }
    if (readsSpecial("varargs")) {
      frame.assign("varargs", PyTuple.of(positional.subList(bound, positional.size())));
    } else if (positional.size() > bound) {
      throw TemplateException.failed(
          "the macro '" + label + "' takes at most " + bound + " arguments");
    }
  }

  private boolean readsSpecial(String name) {
    return scope.reads().contains(name) && !signature.names().contains(name);
  }

  private void defaults(Frame frame) {
    List<String> names = signature.names();
    List<Expr> defaults = signature.defaults();
    for (int i = 0; i < names.size(); i++) {
      if (frame.value(names.get(i)) == null) {
        int at = i - (names.size() - defaults.size());
        Object value =
            at < 0
                ? new Undefined("the parameter '" + names.get(i) + "' was not provided")
                : interpreter.value(defaults.get(at), frame);
        frame.assign(names.get(i), value);
      }
    }
  }

  @Override
  public String typeName() {
    return "Macro";
  }

  @Override
  public @Nullable Object member(String name) {
    return switch (name) {
      case "name" -> label.isEmpty() ? None.NONE : label;
      case "arguments", "catch_kwargs", "catch_varargs", "caller" ->
          throw TemplateException.unsupported("the attribute '" + name + "' of a macro");
      default -> null;
    };
  }

  @Override
  public String printed() {
    return label.isEmpty() ? "<Macro anonymous>" : "<Macro '" + label + "'>";
  }
}
