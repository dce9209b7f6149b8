package io.gristmill.jobs.llm;

/**
 * In what state a response store was found.
 *
 * @param segments files
 * @param lines valid ones
 * @param damagedLines put into quarantine
 * @param damagedSegments that these were in
 * @param tornEnds segments whose writer was killed in the middle of a line; nothing was lost
 */
public record StoreReport(
    long segments, long lines, long damagedLines, long damagedSegments, long tornEnds) {}
