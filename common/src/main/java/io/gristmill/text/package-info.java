/**
 * Text as the references see it: Python's string semantics over code points ({@link
 * io.gristmill.text.PythonText}), tokens, character n-grams, scripts. Depends on nothing.
 */
@NullMarked
package io.gristmill.text;

import org.jspecify.annotations.NullMarked;
