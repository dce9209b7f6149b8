/**
 * Text primitives: Python's string semantics over code points ({@link
 * io.gristmill.text.PythonText}), words, scripts. Depends on {@code check} only.
 */
@NullMarked
package io.gristmill.text;

import org.jspecify.annotations.NullMarked;
