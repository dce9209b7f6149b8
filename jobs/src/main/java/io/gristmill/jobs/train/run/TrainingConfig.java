package io.gristmill.jobs.train.run;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.data.DataConfig;
import io.gristmill.jobs.train.model.ComputeConfig;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tracking.TrackingConfig;
import java.util.List;

/**
 * Settings that sft and dpo share; the block {@code sft} or {@code dpo} of reference.conf with the
 * defaults of {@code trainer}.
 *
 * @param job name of the block
 * @param compute precision and gradient checkpointing
 * @param saveDtype data type of the published weights
 * @param tracking metric loggers
 * @param data settings that encode records and lay them out as batches
 * @param seed of weight initialization and dropout
 */
public record TrainingConfig(
    String job,
    ModelSettings model,
    DeviceSettings device,
    StepSettings steps,
    OptimizerSettings optimizer,
    EvaluationSettings evaluation,
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
        DeviceSettings.read(reader),
        StepSettings.read(reader),
        OptimizerSettings.read(reader),
        EvaluationSettings.read(reader, metrics),
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
}
