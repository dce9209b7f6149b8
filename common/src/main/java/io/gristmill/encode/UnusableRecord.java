package io.gristmill.encode;

/**
 * A record that cannot be taught.
 *
 * @param rule stable kebab-case name, counted in reports
 * @param detail for a person
 */
public record UnusableRecord(String rule, String detail)
    implements TrainingRecord, PreferenceRecord, ChatResult {}
