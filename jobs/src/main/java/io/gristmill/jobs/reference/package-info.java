/**
 * Computes reference log-probabilities of preferences on the cluster, so that a DPO training needs
 * only one model in memory. Start at {@link io.gristmill.jobs.reference.ReferenceStage}. Each
 * executor process opens the model once for all its tasks. Encoding and the model are in {@code
 * train}, which does not depend on Spark.
 */
@NullMarked
package io.gristmill.jobs.reference;

import org.jspecify.annotations.NullMarked;
