package io.gristmill.mix;

import java.util.Locale;

/** The splits of a data set. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** The metadata key of a row's split. */
  public static final String KEY = "split";

  /** Returns the name in metadata, settings and folders. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
