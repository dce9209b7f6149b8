package io.gristmill.jobs.train.run;

import io.gristmill.config.SettingsReader;

/**
 * Device settings of a training block in reference.conf.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads CPU threads; 0: chosen by model size
 * @param parallelMicroBatches micro-batches computed in parallel on the CPU; 0: chosen by model
 *     size
 */
public record DeviceSettings(String device, int threads, int parallelMicroBatches) {

  private static final int MAX_THREADS = 1024;

  public static DeviceSettings read(SettingsReader reader) {
    String device = reader.text("device");
    if (!device.matches("auto|cpu|cuda(:\\d{1,4})?")) {
      reader.problem("device", "auto, cpu, cuda or cuda:N");
    }
    return new DeviceSettings(
        device,
        reader.integer("threads", 0, MAX_THREADS),
        reader.integer("parallel-micro-batches", 0, MAX_THREADS));
  }
}
