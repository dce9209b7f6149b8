package io.gristmill.jobs.train.run.start;

import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.Parameters;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.run.settings.MachineSettings;

/**
 * How the work on the CPU is divided.
 *
 * @param operation threads of one operation of PyTorch
 * @param workers micro-batches at a time
 */
public record Hands(int operation, int workers) {

  /** Below it an operation is so short that a second thread costs more than it brings. */
  private static final long SMALL = 20_000_000;

  /**
   * What was asked for; where it was left open, small models get a thread an operation and a worker
   * a core, others all cores for one operation after the other.
   *
   * @param cores of the machine
   */
  public static Hands of(MachineSettings asked, ModelSource model, int accumulation, int cores) {
    boolean small = Parameters.of(model.config()).numWeights() < SMALL;
    boolean parallel = small && !isRandom(model) && !asked.device().startsWith("cuda");
    int workers =
        asked.workers() > 0 ? asked.workers() : parallel ? Math.min(cores, accumulation) : 1;
    int threads = asked.threads() > 0 ? asked.threads() : small ? workers : cores;
    return new Hands(Math.max(1, threads / workers), workers);
  }

  /** Whether a step draws random numbers, which several workers would share. */
  public static boolean isRandom(ModelSource model) {
    return !model.config().dropout().equals(TransformerConfig.Dropout.NONE)
        || model.lora().map(Lora::dropout).filter(share -> share > 0).isPresent();
  }
}
