/**
 * Tensors and compiled functions, independent of the library that implements them. A {@link
 * io.gristmill.jobs.train.tensor.Backend} compiles TorchScript text to a {@link
 * io.gristmill.jobs.train.tensor.Program} and opens {@link io.gristmill.jobs.train.tensor.Scope}s
 * that own {@link io.gristmill.jobs.train.tensor.Tensor}s. The package depends on the JDK only.
 */
@NullMarked
package io.gristmill.jobs.train.tensor;

import org.jspecify.annotations.NullMarked;
