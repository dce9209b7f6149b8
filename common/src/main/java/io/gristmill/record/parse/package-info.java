/**
 * Parses raw JSON records: {@link io.gristmill.record.parse.RecordParser} returns examples without
 * a position, or the reason why a record is invalid. It supports the usual formats: Alpaca fields
 * and their synonyms, preference pairs, conversations, Self-Instruct seed tasks and rows of the
 * Gristmill table. It does not read files.
 */
@NullMarked
package io.gristmill.record.parse;

import org.jspecify.annotations.NullMarked;
