package io.gristmill.jobs.train.model;

import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Program;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A language model: compiled TorchScript methods with the weights and, if any, the LoRA adapters
 * they run on. The caller owns the tensors and may change the trainable ones in place.
 */
public final class LanguageModel implements AutoCloseable {

  private final TransformerConfig config;
  private final List<Tensor> weights;
  private final @Nullable Adapters adapters;
  private final Program program;

  private LanguageModel(
      TransformerConfig config,
      List<Tensor> weights,
      @Nullable Adapters adapters,
      Program program) {
    this.config = config;
    this.weights = List.copyOf(weights);
    this.adapters = adapters;
    this.program = program;
  }

  /**
   * Creates a model without adapters, whose weights are trainable.
   *
   * @param weights in the order of {@link Parameters}, all of one floating-point type
   */
  public static LanguageModel of(
      Backend backend, TransformerConfig config, List<Tensor> weights, Precision precision) {
    return of(backend, config, weights, null, new ComputeConfig(precision, false));
  }

  /**
   * Creates a model, with LoRA adapters if given.
   *
   * @param weights in the order of {@link Parameters}, all of one floating-point type
   * @param adapters trainable in place of the weights; null if the weights are trainable
   * @throws UserException naming a target module of the adapters that the model does not have
   */
  public static LanguageModel of(
      Backend backend,
      TransformerConfig config,
      List<Tensor> weights,
      @Nullable Adapters adapters,
      ComputeConfig compute) {
    Parameters.checkShapes("the model", Parameters.of(config).all(), weights);
    Lora lora = adapters == null ? null : adapters.lora();
    if (adapters != null) {
      Parameters.checkShapes(
          "the adapters", adapters.lora().parameters(config), adapters.tensors());
    }
    Program program = backend.compile(ModelScript.NAME, ModelScript.render(config, lora, compute));
    return new LanguageModel(config, weights, adapters, program);
  }

  /** This model with other trainable tensors; valid until this model is closed. */
  public LanguageModel withTrainable(List<Tensor> newTrainable) {
    return adapters == null
        ? new LanguageModel(config, newTrainable, null, program)
        : new LanguageModel(config, weights, new Adapters(adapters.lora(), newTrainable), program);
  }

  /**
   * The base model without adapters, for example DPO's reference model. It computes everything but
   * gradients and is valid until this model is closed. Without adapters it is this model.
   */
  public LanguageModel withoutAdapters() {
    return new LanguageModel(config, weights, null, program);
  }

  /** A model prepared for generation. */
  public record GenerationModel(LanguageModel model, Tensor headWeight) {}

  /**
   * Prepares the model for many calls without gradients: with {@link Precision#BF16} its matrices
   * are rounded once instead of in every call. The result is valid until this model is closed or
   * its tensors change.
   *
   * @param scope owner of the prepared tensors, which are copies only if they are rounded
   */
  public GenerationModel prepareForGeneration(Scope scope) {
    List<Tensor> prepared = call(scope, "prepare_for_generation");
    List<Tensor> preparedWeights = prepared.subList(1, prepared.size());
    return new GenerationModel(
        new LanguageModel(config, preparedWeights, adapters, program), prepared.get(0));
  }

  public TransformerConfig config() {
    return config;
  }

  public Parameters parameters() {
    return Parameters.of(config);
  }

  /** The weights of the base model, without adapters. */
  public List<Tensor> weights() {
    return weights;
  }

  /** The trainable tensors: the adapters' if there are any, otherwise the weights. */
  public List<Tensor> trainable() {
    return adapters == null ? weights : adapters.tensors();
  }

  /** Names, shapes and initialization of the trainable tensors, in their order. */
  public List<Parameter> trainableParameters() {
    return adapters == null ? parameters().all() : adapters.lora().parameters(config);
  }

  /**
   * The weights with the adapters merged into them, so that they need no adapters.
   *
   * @param scope owner of the merged weights; the others are those of this model
   */
  public List<Tensor> mergedWeights(Scope scope) {
    if (adapters == null) {
      return weights;
    }
    List<Tensor> merged = new ArrayList<>(weights);
    List<Tensor> changed = call(scope, "merged_weights");
    Iterator<Tensor> next = changed.iterator();
    for (int place : LoraTargets.of(config, adapters.lora()).weightIndices(config)) {
      merged.set(place, next.next());
    }
    return merged;
  }

  /**
   * Sums over the labels of a batch.
   *
   * @param loss sum of the labels' negative log-probabilities (nats)
   * @param correct number of labels that are the most probable token
   * @param numLabels number of labels
   */
  public record LossSums(double loss, long correct, long numLabels) {

    public LossSums plus(LossSums other) {
      return new LossSums(loss + other.loss, correct + other.correct, numLabels + other.numLabels);
    }

    /** Mean loss per label (nats); NaN without labels. */
    public double meanLoss() {
      return loss / numLabels;
    }
  }

  /**
   * Loss sums with gradients.
   *
   * @param gradients gradient of scale * loss with respect to each trainable tensor, in their order
   */
  public record LossAndGradients(LossSums sums, List<Tensor> gradients) {}

  /** Logits of every position, (rows, columns, vocabulary), without dropout. */
  public Tensor logits(Scope scope, Batch batch) {
    return call(
            scope,
            "logits",
            batch.inputIdsTensor(scope),
            batch.positionIdsTensor(scope),
            batch.segmentIdsTensor(scope))
        .get(0);
  }

  /** Loss sums of a batch, without dropout and gradients. */
  public LossSums evaluate(Scope scope, Batch batch) {
    return sums(callWithBatch(scope, "evaluate", batch), batch);
  }

  /**
   * Computes loss and gradients of a batch.
   *
   * @param scale factor of the loss, for example 1 / (labels of the whole step)
   * @param seed seed of dropout
   */
  public LossAndGradients lossAndGradients(Scope scope, Batch batch, double scale, long seed) {
    List<Tensor> results =
        callWithBatch(scope, "loss_and_gradients", batch, scope.integer(seed), scope.number(scale));
    return new LossAndGradients(sums(results, batch), results.subList(2, results.size()));
  }

  /**
   * Sums over the labels of each sequence of a batch.
   *
   * @param logProbs log-probability of each sequence's labels (nats)
   * @param numLabels number of its labels
   * @param correct number of its labels that are the most probable token
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record SequenceLogProbs(double[] logProbs, long[] numLabels, long[] correct) {}

  /** Log-probabilities of the sequences of a batch, without dropout and gradients. */
  public SequenceLogProbs sequenceLogProbs(Scope scope, Batch batch) {
    return sequenceLogProbs(callWithBatch(scope, "sequence_log_probs", batch));
  }

  /**
   * Losses of pairs with gradients.
   *
   * @param losses loss of each pair
   * @param sequences sums over each answer, the chosen answers first
   * @param gradients gradient with respect to each trainable tensor, in their order
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record PreferenceGradients(
      double[] losses, SequenceLogProbs sequences, List<Tensor> gradients) {}

  /**
   * Computes losses and gradients of a batch of pairs. The gradients are those of {@code scale *
   * sum(losses) - sftScale * sum(log-probabilities of the chosen answers)}.
   *
   * @param batch the chosen answers, then the rejected ones in the same order
   * @param referenceLogProbs log-probability of each row under the reference model (nats)
   * @param seed seed of dropout
   */
  public PreferenceGradients preferenceGradients(
      Scope scope,
      Batch batch,
      double[] referenceLogProbs,
      PreferenceLoss loss,
      double scale,
      double sftScale,
      long seed) {
    List<Tensor> results =
        callWithBatch(
            scope,
            "preference_gradients",
            batch,
            scope.integer(seed),
            scope.doubles(referenceLogProbs, Shape.of(referenceLogProbs.length)),
            scope.integer(loss.lossType().code()),
            scope.number(loss.beta()),
            scope.number(loss.labelSmoothing()),
            scope.number(scale),
            scope.number(sftScale));
    return new PreferenceGradients(
        results.get(0).doubles(),
        sequenceLogProbs(results.subList(1, 4)),
        results.subList(4, results.size()));
  }

  private static SequenceLogProbs sequenceLogProbs(List<Tensor> results) {
    return new SequenceLogProbs(
        results.get(0).doubles(), results.get(1).longs(), results.get(2).longs());
  }

  /** Calls a method whose first arguments after {@code p} are those of a batch. */
  private List<Tensor> callWithBatch(Scope scope, String method, Batch batch, Argument... more) {
    List<Argument> arguments = new ArrayList<>(batch.tensors(scope));
    arguments.addAll(List.of(more));
    return call(scope, method, arguments.toArray(Argument[]::new));
  }

  /** Calls a method of {@link ModelScript} with its arguments after {@code p}. */
  public List<Tensor> call(Scope scope, String method, Argument... arguments) {
    List<Tensor> tensors = new ArrayList<>(weights);
    if (adapters != null) {
      tensors.addAll(adapters.tensors());
    }
    Argument[] all = new Argument[arguments.length + 1];
    all[0] = Argument.of(tensors);
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return program.run(scope, method, all);
  }

  private static LossSums sums(List<Tensor> results, Batch batch) {
    return new LossSums(results.get(0).scalar(), results.get(1).longs()[0], batch.numLabels());
  }

  @Override
  public void close() {
    program.close();
  }
}
