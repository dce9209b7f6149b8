/**
 * Answers that are kept for good, as far as it needs no file system: lines of a segment ({@link
 * io.gristmill.llm.store.ResponseSegment}) and where which key is ({@link
 * io.gristmill.llm.store.ResponseIndex}).
 */
@NullMarked
package io.gristmill.llm.store;

import org.jspecify.annotations.NullMarked;
