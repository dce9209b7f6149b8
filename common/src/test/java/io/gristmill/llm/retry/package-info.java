@NullMarked
package io.gristmill.llm.retry;

import org.jspecify.annotations.NullMarked;
