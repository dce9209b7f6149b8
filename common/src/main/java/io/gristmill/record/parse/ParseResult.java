package io.gristmill.record.parse;

/** What one record, or one instance of a seed task, became. */
public sealed interface ParseResult permits ParsedExample, ParseFailure {}
