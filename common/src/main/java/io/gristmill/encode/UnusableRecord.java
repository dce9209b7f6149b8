package io.gristmill.encode;

/**
 * A record that is unusable for training.
 *
 * @param rule stable kebab-case name of the reason, counted in reports
 * @param detail explanation for the user
 */
public record UnusableRecord(String rule, String detail)
    implements TrainingRecord, PreferenceRecord {}
