@NullMarked
package io.gristmill.llm.store;

import org.jspecify.annotations.NullMarked;
