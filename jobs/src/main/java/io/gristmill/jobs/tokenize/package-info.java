/**
 * The stage {@code tokenize}: examples in, tokens out, for trainers that read them as they are.
 * Start at {@link io.gristmill.jobs.tokenize.TokenizeStage}. What the tokens are is decided in
 * {@code io.gristmill.encode}, which the trainer uses too.
 */
@NullMarked
package io.gristmill.jobs.tokenize;

import org.jspecify.annotations.NullMarked;
