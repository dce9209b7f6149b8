package io.gristmill.jobs.train.run;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.loop.AdamWConfig;
import io.gristmill.jobs.train.loop.LearningRateSchedule;

/**
 * AdamW and learning-rate settings of a training block in reference.conf.
 *
 * @param learningRate peak learning rate
 * @param schedulerType learning-rate schedule after warm-up
 * @param warmupSteps steps of linear warm-up; below 1 a fraction of all steps
 * @param minRatio final learning rate as a fraction of the peak
 */
public record OptimizerSettings(
    AdamWConfig adamW,
    double learningRate,
    LearningRateSchedule.Type schedulerType,
    double warmupSteps,
    double minRatio) {

  public static OptimizerSettings read(SettingsReader reader) {
    return new OptimizerSettings(
        new AdamWConfig(
            reader.real("adam-beta1", 0, 0.999999),
            reader.real("adam-beta2", 0, 0.999999),
            Math.max(Double.MIN_NORMAL, reader.real("adam-epsilon", 1e-12, 1)),
            reader.real("weight-decay", 0, 10),
            reader.real("max-grad-norm", 0, Double.MAX_VALUE)),
        Math.max(Double.MIN_NORMAL, reader.real("learning-rate", 1e-12, 10)),
        reader.choice("lr-scheduler-type", LearningRateSchedule.Type.class),
        reader.real("warmup-steps", 0, 1e12),
        reader.real("min-lr-ratio", 0, 1));
  }

  /**
   * @param maxSteps steps of the whole training
   */
  public LearningRateSchedule schedule(long maxSteps) {
    long steps = (long) Math.ceil(warmupSteps < 1 ? warmupSteps * maxSteps : warmupSteps);
    return new LearningRateSchedule(schedulerType, learningRate, steps, maxSteps, minRatio);
  }
}
