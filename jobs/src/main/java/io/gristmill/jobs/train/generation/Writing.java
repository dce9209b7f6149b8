package io.gristmill.jobs.train.generation;

import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Rope;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A batch of answers in the making, padded on the left to one length. */
final class Writing {

  /** Tokens until it is looked who is done, and whose text has come to a stop string. */
  private static final int STRIDE = 8;

  private final LanguageModel model;
  private final Tensor head;
  private final GenerationConfig config;
  private final List<Integer> ends;

  Writing(LanguageModel.Ready ready, GenerationConfig config, List<Integer> ends) {
    this.model = ready.model();
    this.head = ready.head();
    this.config = config;
    this.ends = ends;
  }

  /**
   * The rows that are written on.
   *
   * @param at tokens that were seen, padding included
   * @param logits of what follows: (rows, vocabulary)
   * @param memory keys and values of each layer
   */
  private record State(List<Row> rows, int at, Tensor logits, List<Tensor> memory) {}

  /** Writes every row to its end. */
  void write(Scope scope, List<Row> rows) {
    List<Row> going = undone(rows);
    while (!going.isEmpty()) {
      try (Scope inner = scope.open()) {
        stretch(inner, going);
      }
      going = undone(going);
    }
  }

  private static List<Row> undone(List<Row> rows) {
    return rows.stream().filter(row -> !row.done()).toList();
  }

  /** Sees all that was written so far, and goes on until all are done or must be seen anew. */
  private void stretch(Scope scope, List<Row> rows) {
    State state = seen(scope, rows);
    boolean further = true;
    while (further) {
      int limit = limit(state.rows());
      int count = Math.min(STRIDE, limit);
      state = advanced(scope, state, count, count < limit);
      List<Row> undone = undone(state.rows());
      further = count < limit && !undone.isEmpty();
      if (further && 2 * undone.size() <= state.rows().size()) {
        state = kept(scope, state, undone);
      }
    }
  }

  /** Steps until the last row is full, or until one needs other angles for all it has seen. */
  private int limit(List<Row> rows) {
    List<Row> undone = undone(rows);
    int full = undone.stream().mapToInt(Row::room).max().orElse(0);
    Rope rope = model.config().rope();
    if (rope == null || !(rope.scaling() instanceof Rope.LongRope longRope)) {
      return full;
    }
    int original = longRope.originalContext();
    return undone.stream()
        .filter(row -> row.length() <= original)
        .mapToInt(row -> Math.min(full, original + 1 - row.length()))
        .min()
        .orElse(full);
  }

  private State seen(Scope scope, List<Row> rows) {
    int columns = rows.stream().mapToInt(Row::length).max().orElseThrow();
    int room = rows.stream().mapToInt(Row::room).max().orElseThrow();
    long[] ids = new long[Math.multiplyExact(rows.size(), columns)];
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).copyTo(ids, (i + 1) * columns - rows.get(i).length());
    }
    List<Tensor> memory =
        model.call(scope, "room", scope.integer(rows.size()), scope.integer(columns + room));
    Tensor logits =
        model
            .call(
                scope,
                "see",
                head,
                Argument.of(memory),
                scope.longs(ids, Shape.of(rows.size(), columns)),
                pads(scope, rows, columns))
            .get(0);
    return new State(rows, columns, logits, memory);
  }

  private static Tensor pads(Scope scope, List<Row> rows, int at) {
    // A row that is done counts on, as the others do.
    return numbers(scope, rows.stream().mapToLong(row -> at - row.length()).toArray());
  }

  private static Tensor numbers(Scope scope, long[] values) {
    return scope.longs(values, Shape.of(values.length));
  }

  private State advanced(Scope scope, State state, int count, boolean feed) {
    try (Scope inner = scope.open()) {
      List<Tensor> results = call(inner, state, count, feed);
      List<Row> rows = state.rows();
      long[] tokens = results.get(0).longs();
      int steps = tokens.length / rows.size();
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).take(tokens, i * steps, steps);
      }
      state.logits().close();
      return new State(rows, state.at() + steps, results.get(1).moveTo(scope), state.memory());
    }
  }

  private List<Tensor> call(Scope scope, State state, int count, boolean feed) {
    List<Row> rows = state.rows();
    return model.call(
        scope,
        "go_on",
        head,
        Argument.of(state.memory()),
        state.logits(),
        pads(scope, rows, state.at()),
        scope.integer(state.at()),
        numbers(scope, rows.stream().mapToLong(row -> row.done() ? 1 : 0).toArray()),
        numbers(scope, rows.stream().mapToLong(Row::room).toArray()),
        chances(scope, rows, count),
        numbers(scope, ends.stream().mapToLong(Integer::longValue).toArray()),
        scope.number(config.temperature()),
        scope.integer(Math.min(config.topK(), model.config().sizes().vocabulary())),
        scope.number(config.topP()),
        scope.integer(feed ? 1 : 0));
  }

  private Tensor chances(Scope scope, List<Row> rows, int count) {
    double[] chances = new double[rows.size() * count];
    for (int i = 0; i < chances.length && config.temperature() > 0; i++) {
      chances[i] = rows.get(i / count).chance();
    }
    return scope.doubles(chances, Shape.of(rows.size(), count));
  }

  private State kept(Scope scope, State state, List<Row> rows) {
    long[] places = rows.stream().mapToLong(state.rows()::indexOf).toArray();
    List<Tensor> tensors = new ArrayList<>(state.memory());
    tensors.add(state.logits());
    List<Tensor> kept = model.call(scope, "keep", Argument.of(tensors), numbers(scope, places));
    tensors.forEach(Tensor::close);
    int last = kept.size() - 1;
    return new State(rows, state.at(), kept.get(last), kept.subList(0, last));
  }
}
