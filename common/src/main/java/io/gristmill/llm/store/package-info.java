/**
 * File format of the response store, independent of the file system: lines of a segment ({@link
 * io.gristmill.llm.store.ResponseSegment}) and the index of keys ({@link
 * io.gristmill.llm.store.ResponseIndex}).
 */
@NullMarked
package io.gristmill.llm.store;

import org.jspecify.annotations.NullMarked;
