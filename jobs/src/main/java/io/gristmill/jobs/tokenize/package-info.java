/**
 * The stage {@code tokenize} writes token ids for trainers that read them directly. Start at {@link
 * io.gristmill.jobs.tokenize.TokenizeStage}. {@code io.gristmill.encode}, which the trainer uses
 * too, decides the tokens.
 */
@NullMarked
package io.gristmill.jobs.tokenize;

import org.jspecify.annotations.NullMarked;
