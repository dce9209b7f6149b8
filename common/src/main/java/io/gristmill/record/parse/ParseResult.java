package io.gristmill.record.parse;

/** The result of parsing one record or one instance of a seed task. */
public sealed interface ParseResult permits ParsedExample, ParseFailure {}
