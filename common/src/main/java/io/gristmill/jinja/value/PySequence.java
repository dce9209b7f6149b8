package io.gristmill.jinja.value;

import java.util.List;

/** A list or a tuple. */
public sealed interface PySequence permits PyList, PyTuple {

  List<Object> items();
}
