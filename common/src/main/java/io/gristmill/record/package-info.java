/**
 * The records that travel between stages. Start at {@link io.gristmill.record.Example}; {@link
 * io.gristmill.record.ContentId} gives every record its identity. Depends on nothing but {@code
 * check}.
 */
@NullMarked
package io.gristmill.record;

import org.jspecify.annotations.NullMarked;
