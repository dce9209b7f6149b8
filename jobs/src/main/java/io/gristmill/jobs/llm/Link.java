package io.gristmill.jobs.llm;

/** The way from an executor's process to the driver. */
@FunctionalInterface
interface Link {

  /**
   * Tells and hears.
   *
   * @param message of {@link Report#toMessage}
   * @return for {@link Reply#of}
   * @throws Exception when the driver cannot be reached
   */
  Object exchange(Object message) throws Exception;

  /** The driver of a run: in this process, or reached through the plugin. */
  static Link of(String run) {
    return message -> {
      DriverRun here = DriverRun.find(run);
      return here == null ? BudgetPlugin.askDriver(message) : here.receive(Report.of(message));
    };
  }
}
