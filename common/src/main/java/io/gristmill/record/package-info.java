/**
 * The records that stages exchange. Start at {@link io.gristmill.record.Example}; {@link
 * io.gristmill.record.ContentId} computes their ids. Depends only on {@code check}.
 */
@NullMarked
package io.gristmill.record;

import org.jspecify.annotations.NullMarked;
