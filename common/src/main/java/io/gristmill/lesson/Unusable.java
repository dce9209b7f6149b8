package io.gristmill.lesson;

/**
 * A record that cannot be taught.
 *
 * @param rule stable kebab-case name, counted in reports
 * @param detail for a person
 */
public record Unusable(String rule, String detail)
    implements LessonReading, PairReading, ChatReading {}
