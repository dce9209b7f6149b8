/**
 * The tables that stages meet through: columns and codecs, each declared once. Start at {@link
 * io.gristmill.jobs.table.ExamplesTable} and {@link io.gristmill.jobs.table.RejectsTable}. The only
 * place that knows column names. Records never go through {@code Encoders.bean}, which silently
 * yields rows without columns.
 */
@NullMarked
package io.gristmill.jobs.table;

import org.jspecify.annotations.NullMarked;
