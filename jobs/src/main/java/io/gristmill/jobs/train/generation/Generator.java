package io.gristmill.jobs.train.generation;

import io.gristmill.check.Require;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers prompts. What is drawn for one depends on the seed and its id alone, not on what is
 * answered beside it; the owner of model and tokenizer closes them.
 */
public final class Generator {

  private final Backend backend;
  private final LanguageModel model;
  private final List<Integer> ends;
  private final @Nullable Tokenizer tokenizer;

  /**
   * @param ends tokens that end an answer; there may be none
   * @param tokenizer needed for texts and stop strings alone
   */
  public Generator(
      Backend backend, LanguageModel model, List<Integer> ends, @Nullable Tokenizer tokenizer) {
    this.backend = backend;
    this.model = model;
    this.ends = List.copyOf(ends);
    this.tokenizer = tokenizer;
  }

  /** Tokens for tokens, in the order of the prompts, whose ids are their numbers from 0. */
  public List<int[]> answers(List<int[]> prompts, GenerationConfig config) {
    List<Prompt> numbered =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new Prompt(Integer.toString(i), prompts.get(i)))
            .toList();
    return complete(numbered, config).stream().map(Answer::tokens).toList();
  }

  /** Texts for texts, likewise. */
  public List<String> texts(List<String> prompts, GenerationConfig config) {
    Tokenizer words = tokenizer();
    List<Prompt> numbered =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new Prompt(Integer.toString(i), words.encode(prompts.get(i))))
            .toList();
    return complete(numbered, config).stream()
        .map(answer -> answer.text() == null ? "" : answer.text())
        .toList();
  }

  /**
   * Answers each prompt.
   *
   * @return in the order of the prompts
   * @throws IllegalArgumentException when there are stop strings and no tokenizer
   */
  public List<Answer> complete(List<Prompt> prompts, GenerationConfig config) {
    StopStrings stops =
        config.stops().isEmpty() ? StopStrings.NONE : new StopStrings(tokenizer(), config.stops());
    int context = model.config().sizes().context();
    List<Row> rows =
        prompts.stream().map(prompt -> new Row(prompt, ends, stops, config, context)).toList();
    // Those of like length together, so that little is padded.
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingInt(Row::length));
    try (Scope scope = backend.open()) {
      Writing writing = new Writing(model.ready(scope), config, ends);
      for (int from = 0; from < sorted.size(); from += config.rows()) {
        writing.write(scope, sorted.subList(from, Math.min(sorted.size(), from + config.rows())));
      }
    }
    return rows.stream().map(row -> row.answer(tokenizer)).toList();
  }

  private Tokenizer tokenizer() {
    Require.that(tokenizer != null, "texts and stop strings need a tokenizer");
    return Objects.requireNonNull(tokenizer);
  }
}
