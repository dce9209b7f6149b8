package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Program;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.List;

/** A model's functions with its weights, which the caller owns and may change in place. */
public final class LanguageModel implements AutoCloseable {

  private final ModelConfig config;
  private final Parameters parameters;
  private final List<Tensor> weights;
  private final Program program;

  private LanguageModel(
      ModelConfig config, Parameters parameters, List<Tensor> weights, Program program) {
    this.config = config;
    this.parameters = parameters;
    this.weights = weights;
    this.program = program;
  }

  /**
   * @param weights in the order of {@link Parameters}, all of one floating type
   */
  public static LanguageModel of(
      Backend backend, ModelConfig config, List<Tensor> weights, Precision precision) {
    Parameters parameters = Parameters.of(config);
    Require.that(
        parameters.all().size() == weights.size(),
        "the model has %d tensors, given are %d",
        parameters.all().size(),
        weights.size());
    Program program = backend.compile(ModelScript.NAME, ModelScript.render(config, precision));
    return new LanguageModel(config, parameters, List.copyOf(weights), program);
  }

  /** The same functions with other weights; of use until this model is closed. */
  public LanguageModel with(List<Tensor> others) {
    return new LanguageModel(config, parameters, List.copyOf(others), program);
  }

  public ModelConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  public List<Tensor> weights() {
    return weights;
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
   * @param gradients of scale * loss by each weight, in their order; of the scope given
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
    List<Tensor> results =
        call(
            scope,
            "evaluate",
            batch.idsIn(scope),
            batch.labelsIn(scope),
            batch.positionsIn(scope),
            batch.segmentsIn(scope));
    return sums(results, batch);
  }

  /**
   * Gradients of a batch.
   *
   * @param scale factor of the loss, for example 1 over the labels of a whole step
   * @param seed of dropout
   */
  public Slopes gradients(Scope scope, Batch batch, double scale, long seed) {
    List<Tensor> results =
        call(
            scope,
            "gradients",
            batch.idsIn(scope),
            batch.labelsIn(scope),
            batch.positionsIn(scope),
            batch.segmentsIn(scope),
            scope.integer(seed),
            scope.number(scale));
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
    return rows(
        call(
            scope,
            "rows",
            batch.idsIn(scope),
            batch.labelsIn(scope),
            batch.positionsIn(scope),
            batch.segmentsIn(scope)));
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
        call(
            scope,
            "preference",
            batch.idsIn(scope),
            batch.labelsIn(scope),
            batch.positionsIn(scope),
            batch.segmentsIn(scope),
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

  private List<Tensor> call(Scope scope, String method, Argument... arguments) {
    Argument[] all = new Argument[arguments.length + 1];
    all[0] = Argument.of(weights);
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
