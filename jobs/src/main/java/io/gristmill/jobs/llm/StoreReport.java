package io.gristmill.jobs.llm;

/**
 * State of a response store when it was opened.
 *
 * @param segments number of files
 * @param lines number of valid lines
 * @param damagedLines number of lines moved to quarantine
 * @param damagedSegments number of segments with damaged lines
 * @param tornEnds number of segments with an incomplete last line; no stored answer was lost
 */
record StoreReport(
    long segments, long lines, long damagedLines, long damagedSegments, long tornEnds) {}
