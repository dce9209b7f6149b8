package io.gristmill.jobs.llm;

/**
 * What a run directory has used of a model.
 *
 * @param all what its response store holds
 * @param thisRun the part of it that this run asked for
 * @param counts what this run has done, for display only
 */
public record RunUsage(StoredUsage all, StoredUsage thisRun, CallCounts counts) {}
