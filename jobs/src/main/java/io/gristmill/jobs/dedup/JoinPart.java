package io.gristmill.jobs.dedup;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.cosine.JoinCost;
import java.io.Serializable;

/**
 * A packed part of the cluster join.
 *
 * @param file its file
 * @param shape its size, which determines the cost of joining it
 */
record JoinPart(PartFiles.Part file, JoinCost.Shape shape) implements Serializable {}
