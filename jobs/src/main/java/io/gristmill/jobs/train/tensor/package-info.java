/**
 * Tensors and compiled functions: a {@link io.gristmill.jobs.train.tensor.Backend} compiles
 * TorchScript text to a {@link io.gristmill.jobs.train.tensor.Program} and opens {@link
 * io.gristmill.jobs.train.tensor.Scope}s that own {@link io.gristmill.jobs.train.tensor.Tensor}s.
 * Only this package uses DJL's tensors; no public method shows them. It avoids three faults of DJL:
 * its scalar operations under autograd (use after free), its BF16 type (the process crashes) and
 * its downloads.
 */
@NullMarked
package io.gristmill.jobs.train.tensor;

import org.jspecify.annotations.NullMarked;
