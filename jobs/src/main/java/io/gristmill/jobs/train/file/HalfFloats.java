package io.gristmill.jobs.train.file;

/**
 * Converts 16-bit floating-point numbers (F16, BF16) given by their bits. Rounds to nearest, ties
 * to even.
 */
final class HalfFloats {

  private HalfFloats() {}

  static float fromBf16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
  }

  static float fromF16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >>> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
    }
    int wide = exponent == 0x1F ? 0xFF : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  static short toF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    if (size >= 65520) {
      return (short) (sign | 0x7C00);
    }
    if (size < 0x1p-14f) {
      // Subnormal: a multiple of 2^-24.
      return (short) (sign | (int) Math.rint(size * 0x1p24f));
    }
    int rounded = (bits & 0x7FFFFFFF) + 0xFFF + (bits >>> 13 & 1);
    return (short) (sign | (rounded >>> 13) - (112 << 10));
  }
}
