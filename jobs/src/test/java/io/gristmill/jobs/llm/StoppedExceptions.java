package io.gristmill.jobs.llm;

/** Creates the exception that tasks receive when a run is stopping. */
public final class StoppedExceptions {

  private StoppedExceptions() {}

  public static StoppedException create(String why) {
    return new StoppedException(why);
  }
}
