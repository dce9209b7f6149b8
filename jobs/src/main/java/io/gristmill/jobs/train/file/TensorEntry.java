package io.gristmill.jobs.train.file;

import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Shape;

/**
 * A tensor in the header of a safetensors file.
 *
 * @param begin offset of its first byte from the end of the header
 * @param end offset after its last byte
 */
record TensorEntry(String name, DType dtype, Shape shape, long begin, long end) {

  long bytes() {
    return end - begin;
  }
}
