package io.gristmill.jobs.train.tensor;

import java.util.Arrays;
import java.util.Optional;

/** Element types of tensors, with their names in safetensors files and in {@code config.json}. */
public enum DType {
  F64("F64", "float64", 8, 7),
  F32("F32", "float32", 4, 6),
  F16("F16", "float16", 2, 5),
  BF16("BF16", "bfloat16", 2, 15),
  I64("I64", "int64", 8, 4),
  I32("I32", "int32", 4, 3),
  U8("U8", "uint8", 1, 0),
  BOOL("BOOL", "bool", 1, 11);

  private final String fileName;
  private final String longName;
  private final int bytes;
  private final int torchCode;

  DType(String fileName, String longName, int bytes, int torchCode) {
    this.fileName = fileName;
    this.longName = longName;
    this.bytes = bytes;
    this.torchCode = torchCode;
  }

  /** The name in headers of safetensors files. */
  public String fileName() {
    return fileName;
  }

  /** The name in {@code config.json}. */
  public String longName() {
    return longName;
  }

  public int bytes() {
    return bytes;
  }

  /** The code of the type in TorchScript source. */
  public int torchCode() {
    return torchCode;
  }

  public boolean isFloating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  public static Optional<DType> ofFileName(String name) {
    return Arrays.stream(values()).filter(type -> type.fileName.equals(name)).findFirst();
  }
}
