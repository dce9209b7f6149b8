@NullMarked
package io.gristmill.llm.client;

import org.jspecify.annotations.NullMarked;
