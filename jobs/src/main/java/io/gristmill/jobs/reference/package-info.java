/**
 * Log-probabilities of preferences under a reference model, computed on the cluster so that a
 * training holds one model only. Start at {@link io.gristmill.jobs.reference.ReferenceStage}. One
 * model is opened for each executor process and shared by its tasks; how pairs become tokens and
 * what a model computes is {@code train}'s, which knows no Spark.
 */
@NullMarked
package io.gristmill.jobs.reference;

import org.jspecify.annotations.NullMarked;
