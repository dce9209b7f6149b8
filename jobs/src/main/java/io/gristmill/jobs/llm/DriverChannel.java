package io.gristmill.jobs.llm;

/** Channel from an executor process to the driver. */
@FunctionalInterface
interface DriverChannel {

  /**
   * Sends a message and returns the response.
   *
   * @param message message of {@link ExecutorReport#toMessage}
   * @return response for {@link DriverResponse#of}
   * @throws Exception if the driver cannot be reached
   */
  Object exchange(Object message) throws Exception;

  /** Channel to the driver of a run: in this process or through the plugin. */
  static DriverChannel of(String run) {
    return message -> {
      DriverRun here = DriverRun.find(run);
      return here == null
          ? BudgetPlugin.askDriver(message)
          : here.receive(ExecutorReport.of(message));
    };
  }
}
