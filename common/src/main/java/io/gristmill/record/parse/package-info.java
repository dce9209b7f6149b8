/**
 * What a raw JSON record means: {@link io.gristmill.record.parse.RecordParser} turns one into
 * examples without a position, or into the reason why it is none. Knows the usual shapes (Alpaca
 * and its synonyms, preference pairs, conversations, self-instruct seed tasks, our own table);
 * knows nothing of files.
 */
@NullMarked
package io.gristmill.record.parse;

import org.jspecify.annotations.NullMarked;
