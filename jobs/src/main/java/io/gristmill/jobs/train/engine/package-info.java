/**
 * Implements {@link io.gristmill.jobs.train.tensor.Backend} with DJL's PyTorch engine. {@link
 * io.gristmill.jobs.train.engine.PyTorch} is the only public class; no other package uses DJL's
 * tensors. The package avoids three faults of DJL: its scalar operations under autograd (use after
 * free), its BF16 type (the process crashes) and its downloads.
 */
@NullMarked
package io.gristmill.jobs.train.engine;

import org.jspecify.annotations.NullMarked;
