package io.gristmill.jobs.train.tensor;

import io.gristmill.check.Require;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a tensor: its sizes from the outermost dimension on; none for a scalar.
 *
 * @param sizes >= 0 each, with a product that fits a long
 */
public record Shape(List<Long> sizes) {

  public Shape {
    sizes = List.copyOf(sizes);
    long elements = 1;
    for (long size : sizes) {
      Require.that(size >= 0, "a size of a shape must be >= 0, was %d", size);
      elements = Math.multiplyExact(elements, size);
    }
  }

  public static Shape of(long... sizes) {
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  /** The number of elements; 1 for a scalar. */
  public long elements() {
    return sizes.stream().reduce(1L, (left, right) -> left * right);
  }

  public int rank() {
    return sizes.size();
  }

  public long size(int dimension) {
    return sizes.get(dimension);
  }

  public long[] toArray() {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  /** The shape as Python prints it: {@code [2, 3]}. */
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
