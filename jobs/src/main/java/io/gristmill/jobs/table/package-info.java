/**
 * The tables that stages exchange: columns and codecs, each declared once. Start at {@link
 * io.gristmill.jobs.table.ExamplesTable} and {@link io.gristmill.jobs.table.RejectsTable}. No other
 * package spells column names. Records never use {@code Encoders.bean}, which silently yields rows
 * without columns.
 */
@NullMarked
package io.gristmill.jobs.table;

import org.jspecify.annotations.NullMarked;
