package io.gristmill.jobs.train.run;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.data.DataConfig;
import io.gristmill.jobs.train.loop.AdamWConfig;
import io.gristmill.jobs.train.loop.LearningRateSchedule;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.LoopConfig.Metric;
import io.gristmill.jobs.train.loop.TrainingLoop;
import io.gristmill.jobs.train.model.ComputeConfig;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tracking.TrackingConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that sft and dpo share; the block {@code sft} or {@code dpo} of reference.conf with the
 * defaults of {@code trainer}.
 *
 * @param data settings that encode records and lay them out as batches
 * @param seed of weight initialization and dropout
 */
public record TrainingConfig(
    String job,
    ModelSettings model,
    Device device,
    Steps steps,
    Optimizer optimizer,
    Evaluation evaluation,
    ComputeConfig compute,
    SaveDtype saveDtype,
    TrackingConfig tracking,
    DataConfig data,
    long seed) {

  /** Block of reference.conf with the settings that encode data as tokens. */
  public static final String DATA = "training-data";

  /** Data types of published weights. */
  public enum SaveDtype {
    FP32(DType.F32),
    FP16(DType.F16),
    BF16(DType.BF16);

    private final DType type;

    SaveDtype(DType type) {
      this.type = type;
    }

    public DType type() {
      return type;
    }
  }

  public static TrainingConfig read(
      String job, List<String> metrics, Settings settings, Problems problems) {
    SettingsReader reader = settings.reader(job, problems);
    return new TrainingConfig(
        job,
        ModelSettings.read(reader),
        Device.read(reader),
        Steps.read(reader),
        Optimizer.read(reader),
        Evaluation.read(reader, metrics),
        compute(reader),
        reader.choice("save-dtype", SaveDtype.class),
        TrackingConfig.read(reader),
        DataConfig.read(settings.reader(DATA, problems)),
        settings.seed(problems));
  }

  private static ComputeConfig compute(SettingsReader reader) {
    return new ComputeConfig(
        reader.flag("bf16") ? Precision.BF16 : Precision.FULL,
        reader.flag("gradient-checkpointing"));
  }

  /**
   * Devices and threads.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @param threads CPU threads; 0: chosen by model size
   * @param parallelMicroBatches micro-batches computed in parallel on the CPU; 0: chosen by model
   *     size
   */
  public record Device(String device, int threads, int parallelMicroBatches) {

    private static final int MAX_THREADS = 1024;

    static Device read(SettingsReader reader) {
      String device = reader.text("device");
      if (!device.matches("auto|cpu|cuda(:\\d{1,4})?")) {
        reader.problem("device", "auto, cpu, cuda or cuda:N");
      }
      return new Device(
          device,
          reader.integer("threads", 0, MAX_THREADS),
          reader.integer("parallel-micro-batches", 0, MAX_THREADS));
    }
  }

  /**
   * Length of a training, batch sizes and intervals of logging and checkpoints; see {@link
   * LoopConfig}.
   *
   * @param epochs number of epochs, possibly fractional
   * @param maxSteps overrides {@code epochs}
   * @param microBatchSize examples of a micro-batch; for dpo pairs
   */
  public record Steps(
      double epochs,
      Optional<Long> maxSteps,
      int microBatchSize,
      int accumulationSteps,
      long loggingSteps,
      long saveSteps) {

    static Steps read(SettingsReader reader) {
      return new Steps(
          reader.real("num-train-epochs", 1e-6, 1e6),
          reader.isNull("max-steps")
              ? Optional.empty()
              : Optional.of(reader.whole("max-steps", 1, 1L << 40)),
          reader.integer("per-device-train-batch-size", 1, 1 << 20),
          reader.integer("gradient-accumulation-steps", 1, 1 << 20),
          reader.whole("logging-steps", 1, Long.MAX_VALUE),
          reader.whole("save-steps", 0, Long.MAX_VALUE));
    }

    /**
     * @param microBatches micro-batches per epoch
     */
    public LoopConfig loop(int microBatches, Evaluation evaluation) {
      long perEpoch = TrainingLoop.stepsPerEpoch(microBatches, accumulationSteps);
      return new LoopConfig(
          maxSteps.orElse((long) Math.max(1, Math.ceil(epochs * perEpoch))),
          accumulationSteps,
          loggingSteps,
          evaluation.evalSteps(),
          evaluation.evalOnStart(),
          saveSteps,
          evaluation.metric(),
          evaluation.patience());
    }
  }

  /**
   * AdamW and learning rate.
   *
   * @param learningRate peak learning rate
   * @param schedulerType learning-rate schedule after warm-up
   * @param warmupSteps steps of linear warm-up; below 1 a fraction of all steps
   * @param minRatio final learning rate as a fraction of the peak
   */
  public record Optimizer(
      AdamWConfig adamW,
      double learningRate,
      LearningRateSchedule.Type schedulerType,
      double warmupSteps,
      double minRatio) {

    static Optimizer read(SettingsReader reader) {
      return new Optimizer(
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

  /**
   * Evaluations and samples; see {@link LoopConfig}.
   *
   * @param dataset evaluation data: files, directories and globs
   * @param loadBest whether the published model has the weights of the best evaluation; else those
   *     of the last step
   * @param samplePrompts prompts to answer after each evaluation
   * @param maxNewTokens maximum length of such an answer (tokens)
   */
  public record Evaluation(
      List<String> dataset,
      long evalSteps,
      boolean evalOnStart,
      Metric metric,
      int patience,
      boolean loadBest,
      List<String> samplePrompts,
      int maxNewTokens) {

    /** Metrics for which lower is better. */
    private static final Set<String> LOWER_IS_BETTER = Set.of("loss", "perplexity");

    /**
     * @param metrics names that {@code metric-for-best-model} may have
     */
    static Evaluation read(SettingsReader reader, List<String> metrics) {
      String metric = reader.text("metric-for-best-model");
      if (!metrics.contains(metric)) {
        reader.unknown("metric-for-best-model", metric, "one of", metrics);
      }
      return new Evaluation(
          reader.texts("eval-dataset"),
          reader.whole("eval-steps", 0, Long.MAX_VALUE),
          reader.flag("eval-on-start"),
          new Metric(metric, !LOWER_IS_BETTER.contains(metric)),
          reader.integer("early-stopping-patience", 0, Integer.MAX_VALUE),
          reader.flag("load-best-model-at-end"),
          reader.texts("sample-prompts"),
          reader.integer("max-new-tokens", 1, 1 << 20));
    }
  }
}
