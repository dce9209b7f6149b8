/**
 * Tensors and functions over them, whatever library does the work: {@link
 * io.gristmill.jobs.train.tensor.Backend} compiles TorchScript text to a {@link
 * io.gristmill.jobs.train.tensor.Program} and opens a {@link io.gristmill.jobs.train.tensor.Scope}
 * that owns {@link io.gristmill.jobs.train.tensor.Tensor}s. Depends on the JDK alone.
 */
@NullMarked
package io.gristmill.jobs.train.tensor;

import org.jspecify.annotations.NullMarked;
