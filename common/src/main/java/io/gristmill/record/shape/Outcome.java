package io.gristmill.record.shape;

/** What one record, or one instance of a seed task, became. */
public sealed interface Outcome permits Draft, Refusal {}
