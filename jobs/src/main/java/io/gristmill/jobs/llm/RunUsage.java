package io.gristmill.jobs.llm;

/**
 * Model usage of a run directory.
 *
 * @param all usage of all runs, from the response store
 * @param thisRun usage of this run
 * @param counts call counts of this run, for display only
 */
public record RunUsage(StoredUsage all, StoredUsage thisRun, CallCounts counts) {}
