package io.gristmill.mix;

import java.util.Locale;

/** The sides of a data set. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** The metadata entry of a row that names its split. */
  public static final String KEY = "split";

  /** The name in metadata, settings and folders. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
