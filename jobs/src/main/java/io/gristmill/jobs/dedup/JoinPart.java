package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.PartFiles;
import io.gristmill.similarity.cosine.JoinCost;
import java.io.Serializable;

/**
 * A packed part of the cluster join.
 *
 * @param file where it lies
 * @param shape what joining it costs
 */
record JoinPart(PartFiles.Part file, JoinCost.Shape shape) implements Serializable {}
