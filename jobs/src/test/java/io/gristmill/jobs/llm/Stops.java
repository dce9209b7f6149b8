package io.gristmill.jobs.llm;

/** What tasks meet when a run is to end. */
public final class Stops {

  private Stops() {}

  public static StoppedException stopped(String why) {
    return new StoppedException(why);
  }
}
