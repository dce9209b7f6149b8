@NullMarked
package io.gristmill.llm.budget;

import org.jspecify.annotations.NullMarked;
