package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;

/**
 * What a training runs on; {@code machine} in reference.conf.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads of all work on the CPU together; 0 leaves it to the model's size
 * @param workers micro-batches that are worked on at a time; 0 likewise
 */
public record MachineSettings(String device, int threads, int workers) {

  private static final int MOST = 1024;

  public static MachineSettings read(SettingsReader reader) {
    String device = reader.text("device");
    if (!device.matches("auto|cpu|cuda(:\\d{1,4})?")) {
      reader.problem("device", "auto, cpu, cuda or cuda:N");
    }
    return new MachineSettings(
        device,
        reader.integer("threads", 0, MOST),
        reader.integer("parallel-micro-batches", 0, MOST));
  }
}
