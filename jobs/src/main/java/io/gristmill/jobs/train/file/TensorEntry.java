package io.gristmill.jobs.train.file;

import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Shape;

/**
 * A tensor as the header of a safetensors file has it.
 *
 * @param begin of its bytes, counted from the end of the header
 * @param end of them, exclusive
 */
record TensorEntry(String name, DType dtype, Shape shape, long begin, long end) {

  long bytes() {
    return end - begin;
  }
}
