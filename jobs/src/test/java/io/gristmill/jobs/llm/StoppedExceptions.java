package io.gristmill.jobs.llm;

/** What tasks meet when a run is to end. */
public final class StoppedExceptions {

  private StoppedExceptions() {}

  public static StoppedException create(String why) {
    return new StoppedException(why);
  }
}
