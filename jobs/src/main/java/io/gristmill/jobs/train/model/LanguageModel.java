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

  private final ModelConfig config;
  private final List<Tensor> weights;
  private final @Nullable Adapters adapters;
  private final Program program;

  private LanguageModel(
      ModelConfig config, List<Tensor> weights, @Nullable Adapters adapters, Program program) {
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
      Backend backend, ModelConfig config, List<Tensor> weights, Precision precision) {
    return of(backend, config, weights, null, new Compute(precision, false));
  }

  /**
   * @param weights in the order of {@link Parameters}, all of one floating type
   * @param adapters which are trained in place of the weights; null where these are
   * @throws UserException naming a target of the adapters that the model has not
   */
  public static LanguageModel of(
      Backend backend,
      ModelConfig config,
      List<Tensor> weights,
      @Nullable Adapters adapters,
      Compute compute) {
    Parameters.check("the model", Parameters.of(config).all(), weights);
    Lora lora = adapters == null ? null : adapters.lora();
    if (adapters != null) {
      Parameters.check("the adapters", adapters.lora().parameters(config), adapters.tensors());
    }
    Program program = backend.compile(ModelScript.NAME, ModelScript.render(config, lora, compute));
    return new LanguageModel(config, weights, adapters, program);
  }

  /** The same functions with other trainable tensors; of use until this model is closed. */
  public LanguageModel with(List<Tensor> others) {
    return adapters == null
        ? new LanguageModel(config, others, null, program)
        : new LanguageModel(config, weights, new Adapters(adapters.lora(), others), program);
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
   * @param head the matrix of its head
   */
  public record Ready(LanguageModel model, Tensor head) {}

  /**
   * The same model, but that matrices are rounded once where every call would round them; of use
   * until this model is closed or changed.
   *
   * @param scope gets its tensors, which are no copies where nothing is rounded
   */
  public Ready ready(Scope scope) {
    List<Tensor> ready = call(scope, "ready");
    List<Tensor> others = ready.subList(1, ready.size());
    return new Ready(new LanguageModel(config, others, adapters, program), ready.get(0));
  }

  public ModelConfig config() {
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
  public List<Tensor> merged(Scope scope) {
    if (adapters == null) {
      return weights;
    }
    List<Tensor> merged = new ArrayList<>(weights);
    List<Tensor> changed = call(scope, "merged");
    Iterator<Tensor> next = changed.iterator();
    for (int place : LoraSites.of(config, adapters.lora()).places(config)) {
      merged.set(place, next.next());
    }
    return merged;
  }

  /**
   * What the model did with a batch.
   *
   * @param loss sum of negative log-probabilities of the labels, in nats
   * @param right labels that are the most probable token
   * @param asked labels
   */
  public record Sums(double loss, long right, long asked) {

    public Sums plus(Sums other) {
      return new Sums(loss + other.loss, right + other.right, asked + other.asked);
    }

    /** Mean loss of a label; NaN where there is none. */
    public double mean() {
      return loss / asked;
    }
  }

  /**
   * Sums with gradients.
   *
   * @param gradients of scale * loss by each trainable tensor, in their order; of the scope given
   */
  public record Slopes(Sums sums, List<Tensor> gradients) {}

  /** Logits of every position: (rows, columns, vocabulary). Without dropout. */
  public Tensor logits(Scope scope, Batch batch) {
    return call(
            scope, "logits", batch.idsIn(scope), batch.positionsIn(scope), batch.segmentsIn(scope))
        .get(0);
  }

  /** Without dropout and gradients. */
  public Sums evaluate(Scope scope, Batch batch) {
    return sums(seen(scope, "evaluate", batch), batch);
  }

  /**
   * Gradients of a batch.
   *
   * @param scale factor of the loss, for example 1 over the labels of a whole step
   * @param seed of dropout
   */
  public Slopes gradients(Scope scope, Batch batch, double scale, long seed) {
    List<Tensor> results =
        seen(scope, "gradients", batch, scope.integer(seed), scope.number(scale));
    return new Slopes(sums(results, batch), results.subList(2, results.size()));
  }

  /**
   * Each row of a batch by itself.
   *
   * @param logProbabilities sum over its labels, in nats
   * @param asked its labels
   * @param right labels that are the most probable token
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Rows(double[] logProbabilities, long[] asked, long[] right) {}

  /** Without dropout and gradients: what a reference model thinks of answers. */
  public Rows rows(Scope scope, Batch batch) {
    return rows(seen(scope, "rows", batch));
  }

  /**
   * Preferences with gradients.
   *
   * @param losses of each pair
   * @param rows chosen ones first
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Preferred(double[] losses, Rows rows, List<Tensor> gradients) {}

  /**
   * Gradients of a batch of pairs, by scale * sum of losses - likelihood * log-probabilities of the
   * chosen answers.
   *
   * @param batch chosen answers, then the rejected ones in the same order
   * @param reference log-probabilities of its rows under the reference model
   * @param seed of dropout
   */
  public Preferred preference(
      Scope scope,
      Batch batch,
      double[] reference,
      PreferenceLoss loss,
      double scale,
      double likelihood,
      long seed) {
    Require.that(
        batch.rows() % 2 == 0 && reference.length == batch.rows(),
        "pairs need an even number of rows, each with its reference; were %d and %d",
        batch.rows(),
        reference.length);
    List<Tensor> results =
        seen(
            scope,
            "preference",
            batch,
            scope.integer(seed),
            scope.doubles(reference, Shape.of(reference.length)),
            scope.integer(loss.kind().code()),
            scope.number(loss.beta()),
            scope.number(loss.smoothing()),
            scope.number(scale),
            scope.number(likelihood));
    return new Preferred(
        results.get(0).doubles(), rows(results.subList(1, 4)), results.subList(4, results.size()));
  }

  private static Rows rows(List<Tensor> results) {
    return new Rows(results.get(0).doubles(), results.get(1).longs(), results.get(2).longs());
  }

  /** Calls a function whose first arguments after {@code p} are those of a batch. */
  private List<Tensor> seen(Scope scope, String method, Batch batch, Argument... more) {
    List<Argument> arguments = new ArrayList<>(batch.in(scope));
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

  private static Sums sums(List<Tensor> results, Batch batch) {
    return new Sums(results.get(0).scalar(), results.get(1).longs()[0], batch.asked());
  }

  @Override
  public void close() {
    program.close();
  }
}
