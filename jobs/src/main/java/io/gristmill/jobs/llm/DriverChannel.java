package io.gristmill.jobs.llm;

/** The way from an executor's process to the driver. */
@FunctionalInterface
interface DriverChannel {

  /**
   * Tells and hears.
   *
   * @param message of {@link ExecutorReport#toMessage}
   * @return for {@link DriverResponse#of}
   * @throws Exception when the driver cannot be reached
   */
  Object exchange(Object message) throws Exception;

  /** The driver of a run: in this process, or reached through the plugin. */
  static DriverChannel of(String run) {
    return message -> {
      DriverRun here = DriverRun.find(run);
      return here == null
          ? BudgetPlugin.askDriver(message)
          : here.receive(ExecutorReport.of(message));
    };
  }
}
