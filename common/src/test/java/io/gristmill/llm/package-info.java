@NullMarked
package io.gristmill.llm;

import org.jspecify.annotations.NullMarked;
