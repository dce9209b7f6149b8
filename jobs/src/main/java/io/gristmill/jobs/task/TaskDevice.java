package io.gristmill.jobs.task;

import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;

/** Chooses the device on which a task runs a model. */
public final class TaskDevice {

  private static final String GPU = "gpu";

  private TaskDevice() {}

  /**
   * The GPU that Spark assigned to this task, or the configured device.
   *
   * @param configured {@code auto}, or a device that is used as it is
   */
  public static String of(String configured) {
    @Nullable ResourceInformation gpu = TaskContext.get().resourcesJMap().get(GPU);
    return configured.equals("auto") && gpu != null ? "cuda:" + gpu.addresses()[0] : configured;
  }
}
