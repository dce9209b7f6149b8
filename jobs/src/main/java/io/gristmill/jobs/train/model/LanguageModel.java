package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
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
 * A model's functions with its weights and, if it has any, its adapters. The caller owns all of
 * them and may change in place what is trainable.
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
   * A model whose weights are trained.
   *
   * @param weights in the order of {@link Parameters}, all of one floating type
   */
  public static LanguageModel of(
      Backend backend, TransformerConfig config, List<Tensor> weights, Precision precision) {
    return of(backend, config, weights, null, new ComputeConfig(precision, false));
  }

  /**
   * @param weights in the order of {@link Parameters}, all of one floating type
   * @param adapters which are trained in place of the weights; null where these are
   * @throws UserException naming a target of the adapters that the model has not
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

  /** The same functions with other trainable tensors; of use until this model is closed. */
  public LanguageModel withTrainable(List<Tensor> newTrainable) {
    return adapters == null
        ? new LanguageModel(config, newTrainable, null, program)
        : new LanguageModel(config, weights, new Adapters(adapters.lora(), newTrainable), program);
  }

  /**
   * The model that the adapters were put on, such as the reference of preferences: for everything
   * but gradients, and of use until this model is closed. Itself where there are no adapters.
   */
  public LanguageModel withoutAdapters() {
    return new LanguageModel(config, weights, null, program);
  }

  /**
   * A model for many calls without gradients.
   *
   * @param headWeight the matrix of its head
   */
  public record GenerationModel(LanguageModel model, Tensor headWeight) {}

  /**
   * The same model, but that matrices are rounded once where every call would round them; of use
   * until this model is closed or changed.
   *
   * @param scope gets its tensors, which are no copies where nothing is rounded
   */
  public GenerationModel prepareForGeneration(Scope scope) {
    List<Tensor> ready = call(scope, "prepare_for_generation");
    List<Tensor> others = ready.subList(1, ready.size());
    return new GenerationModel(new LanguageModel(config, others, adapters, program), ready.get(0));
  }

  public TransformerConfig config() {
    return config;
  }

  public Parameters parameters() {
    return Parameters.of(config);
  }

  /** The tensors of the model, without adapters. */
  public List<Tensor> weights() {
    return weights;
  }

  /** The tensors that gradients are by: the adapters' where there are any, else the weights. */
  public List<Tensor> trainable() {
    return adapters == null ? weights : adapters.tensors();
  }

  /** What the trainable tensors are, in their order. */
  public List<Parameter> trainableParameters() {
    return adapters == null ? parameters().all() : adapters.lora().parameters(config);
  }

  /**
   * The weights of the model that computes the same without adapters.
   *
   * @param scope gets those that differ; the others are this model's own
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
   * What the model did with a batch.
   *
   * @param loss sum of negative log-probabilities of the labels, in nats
   * @param correct labels that are the most probable token
   * @param numLabels labels
   */
  public record LossSums(double loss, long correct, long numLabels) {

    public LossSums plus(LossSums other) {
      return new LossSums(loss + other.loss, correct + other.correct, numLabels + other.numLabels);
    }

    /** Mean loss of a label; NaN where there is none. */
    public double meanLoss() {
      return loss / numLabels;
    }
  }

  /**
   * Sums with gradients.
   *
   * @param gradients of scale * loss by each trainable tensor, in their order; of the scope given
   */
  public record LossAndGradients(LossSums sums, List<Tensor> gradients) {}

  /** Logits of every position: (rows, columns, vocabulary). Without dropout. */
  public Tensor logits(Scope scope, Batch batch) {
    return call(
            scope,
            "logits",
            batch.inputIdsTensor(scope),
            batch.positionIdsTensor(scope),
            batch.segmentIdsTensor(scope))
        .get(0);
  }

  /** Without dropout and gradients. */
  public LossSums evaluate(Scope scope, Batch batch) {
    return sums(callWithBatch(scope, "evaluate", batch), batch);
  }

  /**
   * Gradients of a batch.
   *
   * @param scale factor of the loss, for example 1 over the labels of a whole step
   * @param seed of dropout
   */
  public LossAndGradients lossAndGradients(Scope scope, Batch batch, double scale, long seed) {
    List<Tensor> results =
        callWithBatch(scope, "loss_and_gradients", batch, scope.integer(seed), scope.number(scale));
    return new LossAndGradients(sums(results, batch), results.subList(2, results.size()));
  }

  /**
   * Each row of a batch by itself.
   *
   * @param logProbs sum over its labels, in nats
   * @param numLabels its labels
   * @param correct labels that are the most probable token
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record SequenceLogProbs(double[] logProbs, long[] numLabels, long[] correct) {}

  /** Without dropout and gradients: what a reference model thinks of answers. */
  public SequenceLogProbs sequenceLogProbs(Scope scope, Batch batch) {
    return sequenceLogProbs(callWithBatch(scope, "sequence_log_probs", batch));
  }

  /**
   * Preferences with gradients.
   *
   * @param losses of each pair
   * @param sequences chosen ones first
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record PreferenceGradients(
      double[] losses, SequenceLogProbs sequences, List<Tensor> gradients) {}

  /**
   * Gradients of a batch of pairs, by scale * sum of losses - likelihood * log-probabilities of the
   * chosen answers.
   *
   * @param batch chosen answers, then the rejected ones in the same order
   * @param referenceLogProbs log-probabilities of its rows under the reference model
   * @param seed of dropout
   */
  public PreferenceGradients preferenceGradients(
      Scope scope,
      Batch batch,
      double[] referenceLogProbs,
      PreferenceLoss loss,
      double scale,
      double sftScale,
      long seed) {
    Require.that(
        batch.rows() % 2 == 0 && referenceLogProbs.length == batch.rows(),
        "pairs need an even number of rows, each with its reference; were %d and %d",
        batch.rows(),
        referenceLogProbs.length);
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

  /** Calls a function whose first arguments after {@code p} are those of a batch. */
  private List<Tensor> callWithBatch(Scope scope, String method, Batch batch, Argument... more) {
    List<Argument> arguments = new ArrayList<>(batch.tensors(scope));
    arguments.addAll(List.of(more));
    return call(scope, method, arguments.toArray(Argument[]::new));
  }

  /**
   * Calls a function of {@link ModelScript}.
   *
   * @param arguments those after {@code p}
   */
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
