package io.gristmill.jobs.train.generation;

import io.gristmill.jobs.train.model.LanguageModel.GenerationModel;
import io.gristmill.jobs.train.model.Rope;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Generates the answers of one batch, padded on the left to one length, with a key-value cache. */
record BatchGeneration(GenerationModel prepared, GenerationConfig config, List<Integer> eosTokens) {

  /**
   * Number of tokens per call; after each call stop strings are searched for and finished rows
   * dropped.
   */
  private static final int TOKENS_PER_CALL = 8;

  /**
   * The rows that share a cache.
   *
   * @param length tokens in the cache, padding included
   * @param logits logits of the next token, (rows, vocabulary)
   * @param keyValueCache keys and values of each layer
   */
  private record State(
      List<GeneratedSequence> sequences, int length, Tensor logits, List<Tensor> keyValueCache) {}

  /** Generates until every sequence is finished. */
  void generate(Scope scope, List<GeneratedSequence> sequences) {
    List<GeneratedSequence> unfinished = unfinished(sequences);
    while (!unfinished.isEmpty()) {
      try (Scope inner = scope.open()) {
        generateWithOneCache(inner, unfinished);
      }
      unfinished = unfinished(unfinished);
    }
  }

  private static List<GeneratedSequence> unfinished(List<GeneratedSequence> sequences) {
    return sequences.stream().filter(sequence -> !sequence.isFinished()).toList();
  }

  /**
   * Fills a cache with all tokens so far and generates until all are finished or need a new cache.
   */
  private void generateWithOneCache(Scope scope, List<GeneratedSequence> sequences) {
    State state = prefill(scope, sequences);
    boolean more = true;
    while (more) {
      int limit = maxTokensWithThisCache(state.sequences());
      int count = Math.min(TOKENS_PER_CALL, limit);
      state = decode(scope, state, count, count < limit);
      List<GeneratedSequence> unfinished = unfinished(state.sequences());
      more = count < limit && !unfinished.isEmpty();
      if (more && 2 * unfinished.size() <= state.sequences().size()) {
        state = selectSequences(scope, state, unfinished);
      }
    }
  }

  /**
   * The number of tokens until the last row is full, or until a row exceeds the original context of
   * long RoPE, beyond which all its keys have other angles.
   */
  private int maxTokensWithThisCache(List<GeneratedSequence> sequences) {
    List<GeneratedSequence> unfinished = unfinished(sequences);
    int full = unfinished.stream().mapToInt(GeneratedSequence::remainingTokens).max().orElse(0);
    Rope rope = prepared.model().config().rope();
    if (rope == null || !(rope.scaling() instanceof Rope.LongRope longRope)) {
      return full;
    }
    int original = longRope.originalMaxPositions();
    return unfinished.stream()
        .filter(sequence -> sequence.length() <= original)
        .mapToInt(sequence -> Math.min(full, original + 1 - sequence.length()))
        .min()
        .orElse(full);
  }

  private State prefill(Scope scope, List<GeneratedSequence> sequences) {
    int columns = sequences.stream().mapToInt(GeneratedSequence::length).max().orElseThrow();
    int remaining =
        sequences.stream().mapToInt(GeneratedSequence::remainingTokens).max().orElseThrow();
    long[] ids = new long[Math.multiplyExact(sequences.size(), columns)];
    for (int i = 0; i < sequences.size(); i++) {
      sequences.get(i).copyTo(ids, (i + 1) * columns - sequences.get(i).length());
    }
    List<Tensor> keyValueCache =
        prepared
            .model()
            .call(
                scope,
                "allocate_cache",
                scope.integer(sequences.size()),
                scope.integer(columns + remaining));
    Tensor logits =
        prepared
            .model()
            .call(
                scope,
                "prefill",
                prepared.headWeight(),
                Argument.of(keyValueCache),
                scope.longs(ids, Shape.of(sequences.size(), columns)),
                leftPadding(scope, sequences, columns))
            .get(0);
    return new State(sequences, columns, logits, keyValueCache);
  }

  private static Tensor leftPadding(Scope scope, List<GeneratedSequence> sequences, int length) {
    // The padding of a finished row grows with every token of the others.
    return numbers(
        scope, sequences.stream().mapToLong(sequence -> length - sequence.length()).toArray());
  }

  private static Tensor numbers(Scope scope, long[] values) {
    return scope.longs(values, Shape.of(values.length));
  }

  private State decode(Scope scope, State state, int count, boolean feedLast) {
    try (Scope inner = scope.open()) {
      List<Tensor> results = callDecode(inner, state, count, feedLast);
      List<GeneratedSequence> sequences = state.sequences();
      long[] tokens = results.get(0).longs();
      int steps = tokens.length / sequences.size();
      for (int i = 0; i < sequences.size(); i++) {
        sequences.get(i).append(tokens, i * steps, steps);
      }
      state.logits().close();
      return new State(
          sequences, state.length() + steps, results.get(1).moveTo(scope), state.keyValueCache());
    }
  }

  private List<Tensor> callDecode(Scope scope, State state, int count, boolean feedLast) {
    List<GeneratedSequence> sequences = state.sequences();
    return prepared
        .model()
        .call(
            scope,
            "decode",
            prepared.headWeight(),
            Argument.of(state.keyValueCache()),
            state.logits(),
            leftPadding(scope, sequences, state.length()),
            scope.integer(state.length()),
            numbers(
                scope,
                sequences.stream().mapToLong(sequence -> sequence.isFinished() ? 1 : 0).toArray()),
            numbers(
                scope, sequences.stream().mapToLong(GeneratedSequence::remainingTokens).toArray()),
            randomNumbers(scope, sequences, count),
            numbers(scope, eosTokens.stream().mapToLong(Integer::longValue).toArray()),
            scope.number(config.temperature()),
            scope.integer(Math.min(config.topK(), prepared.model().config().sizes().vocabSize())),
            scope.number(config.topP()),
            scope.integer(feedLast ? 1 : 0));
  }

  private Tensor randomNumbers(Scope scope, List<GeneratedSequence> sequences, int count) {
    double[] randomNumbers = new double[sequences.size() * count];
    for (int i = 0; i < randomNumbers.length && config.temperature() > 0; i++) {
      randomNumbers[i] = sequences.get(i / count).nextRandom();
    }
    return scope.doubles(randomNumbers, Shape.of(sequences.size(), count));
  }

  private State selectSequences(Scope scope, State state, List<GeneratedSequence> sequences) {
    long[] rows = sequences.stream().mapToLong(state.sequences()::indexOf).toArray();
    List<Tensor> tensors = new ArrayList<>(state.keyValueCache());
    tensors.add(state.logits());
    List<Tensor> selected =
        prepared.model().call(scope, "select_rows", Argument.of(tensors), numbers(scope, rows));
    tensors.forEach(Tensor::close);
    int last = selected.size() - 1;
    return new State(sequences, state.length(), selected.get(last), selected.subList(0, last));
  }
}
