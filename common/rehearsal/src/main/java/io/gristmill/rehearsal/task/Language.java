package io.gristmill.rehearsal.task;

import java.util.Locale;

/** Languages of tasks. */
public enum Language {
  EN,
  KO,
  DE,
  ES,
  ZH;

  /** Code in settings and resource names, for example {@code en}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
