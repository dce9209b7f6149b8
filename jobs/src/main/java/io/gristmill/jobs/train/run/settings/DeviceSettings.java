package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;

/**
 * What a training runs on; {@code machine} in reference.conf.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads of all work on the CPU together; 0 leaves it to the model's size
 * @param parallelMicroBatches micro-batches that are worked on at a time; 0 likewise
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
