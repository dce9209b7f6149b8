package io.gristmill.rehearsal.task;

import java.util.Locale;

/** The languages that tasks are put into. */
public enum Language {
  EN,
  KO,
  DE,
  ES,
  ZH;

  /** As in settings and resource names, for example {@code en}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
