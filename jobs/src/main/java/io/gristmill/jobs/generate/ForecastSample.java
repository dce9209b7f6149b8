package io.gristmill.jobs.generate;

import io.gristmill.jobs.llm.ExchangeRunner;
import io.gristmill.jobs.llm.ModelClient;
import io.gristmill.jobs.llm.StoppedException;
import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.llm.budget.Price;
import io.gristmill.metric.WordPool;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.SeedTask;
import io.gristmill.similarity.rouge.NoveltyDecision;
import io.gristmill.similarity.rouge.NoveltyRows;
import io.gristmill.similarity.rouge.RougeCorpus;
import io.gristmill.similarity.rouge.RougeJoin;
import io.gristmill.similarity.rouge.RougePairs;
import io.gristmill.similarity.rouge.SequentialNovelty;
import io.gristmill.similarity.rouge.TokenDictionary;
import io.gristmill.similarity.rouge.WordSplitting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sample for a {@link Forecast}: the first prompts of a pool recipe, run in this process. Sends the
 * same requests as the first round of the job.
 *
 * @param prompts result of each prompt, in order
 */
public record ForecastSample(List<PromptResult> prompts) {

  /** Maximum number of threads; they mostly wait for the model. */
  private static final int MAX_THREADS = 64;

  public ForecastSample {
    prompts = List.copyOf(prompts);
  }

  /**
   * Result of a prompt.
   *
   * @param candidates number of proposed tasks
   * @param accepted number of novel ones among them
   * @param records number of final records
   * @param proposalUsage usage of the proposal
   * @param completionUsage usage of the completions of accepted tasks
   * @param seconds total duration of its requests
   */
  public record PromptResult(
      int candidates,
      int accepted,
      int records,
      TokenUsage proposalUsage,
      TokenUsage completionUsage,
      double seconds) {

    long requests() {
      return proposalUsage.requests() + completionUsage.requests();
    }
  }

  /** ROUGE-L novelty check, for recipes without another measure. */
  public record Novelty(double threshold, WordSplitting tokens) {}

  /**
   * Runs the first prompts of round 0.
   *
   * @throws StoppedException if the run is stopping
   */
  public static ForecastSample take(
      PoolRecipe recipe, ModelClient client, Price price, Novelty novelty, int prompts)
      throws StoppedException, InterruptedException {
    ExchangeRunner runner = new ExchangeRunner(client, price);
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(prompts, MAX_THREADS));
    try {
      List<Timed> proposals = new ArrayList<>();
      List<Callable<Timed>> proposing = new ArrayList<>();
      for (int prompt = 0; prompt < prompts; prompt++) {
        int number = prompt;
        proposing.add(
            () -> Timed.of(runner, recipe.propose(recipe.selectFewShot(0, number, 0), List.of())));
      }
      for (Future<Timed> proposal : threads.invokeAll(proposing)) {
        proposals.add(get(proposal));
      }
      return completeAccepted(recipe, runner, proposals, novelty, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Result of an exchange and its duration in seconds. */
  private record Timed(ExchangeRunner.Result end, double seconds) {
    static Timed of(ExchangeRunner runner, io.gristmill.recipe.Exchange exchange)
        throws StoppedException, InterruptedException {
      long start = System.nanoTime();
      ExchangeRunner.Result end = runner.run(exchange);
      return new Timed(end, (System.nanoTime() - start) / 1e9);
    }
  }

  private static ForecastSample completeAccepted(
      PoolRecipe recipe,
      ExchangeRunner runner,
      List<Timed> proposals,
      Novelty novelty,
      ExecutorService threads)
      throws StoppedException, InterruptedException {
    List<Boolean> accepted = accepted(recipe, proposals, novelty);
    List<List<Future<Timed>>> completions = new ArrayList<>();
    int next = recipe.seeds().size();
    for (Timed proposal : proposals) {
      List<Future<Timed>> ofPrompt = new ArrayList<>();
      for (Candidate candidate : proposal.end().done().candidates()) {
        if (accepted.get(next++)) {
          ofPrompt.add(threads.submit(() -> Timed.of(runner, recipe.complete(candidate))));
        }
      }
      completions.add(ofPrompt);
    }
    List<PromptResult> prompts = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      prompts.add(toResult(proposals.get(i), completions.get(i)));
    }
    return new ForecastSample(prompts);
  }

  private static PromptResult toResult(Timed proposal, List<Future<Timed>> completions)
      throws StoppedException, InterruptedException {
    TokenUsage completing = TokenUsage.ZERO;
    double seconds = proposal.seconds();
    int records = 0;
    for (Future<Timed> future : completions) {
      Timed completion = get(future);
      completing = completing.plus(completion.end().usage());
      records += completion.end().done().candidates().size();
      seconds += completion.seconds();
    }
    return new PromptResult(
        proposal.end().done().candidates().size(),
        completions.size(),
        records,
        proposal.end().usage(),
        completing,
        seconds);
  }

  /** Whether each seed task and then each candidate is accepted, in order. */
  private static List<Boolean> accepted(PoolRecipe recipe, List<Timed> proposals, Novelty novelty) {
    List<String> texts =
        new ArrayList<>(recipe.seeds().stream().map(SeedTask::instruction).toList());
    int seeds = texts.size();
    for (Timed proposal : proposals) {
      proposal.end().done().candidates().forEach(candidate -> texts.add(candidate.instruction()));
    }
    return recipe.novelty() instanceof PoolRecipe.Novelty.WordJaccard words
        ? byWords(texts, seeds, words.threshold())
        : byRouge(texts, seeds, novelty);
  }

  private static List<Boolean> byRouge(List<String> texts, int seeds, Novelty novelty) {
    RougeCorpus.Builder builder = RougeCorpus.builder(new TokenDictionary(novelty.tokens()));
    for (int row = 0; row < texts.size(); row++) {
      builder.add(row, texts.get(row));
    }
    RougeCorpus corpus = builder.build();
    RougePairs pairs = new RougePairs();
    RougeJoin.within(corpus, novelty.threshold(), 1, pairs);
    return SequentialNovelty.decide(NoveltyRows.of(corpus), seeds, pairs, novelty.threshold())
        .stream()
        .map(NoveltyDecision::accepted)
        .toList();
  }

  private static List<Boolean> byWords(List<String> texts, int seeds, double threshold) {
    WordPool pool = new WordPool();
    List<Boolean> accepted = new ArrayList<>();
    for (String text : texts) {
      boolean stays = accepted.size() < seeds || pool.findMostSimilar(text, threshold).isEmpty();
      if (stays) {
        pool.add("", text);
      }
      accepted.add(stays);
    }
    return accepted;
  }

  private static <T> T get(Future<T> future) throws StoppedException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoppedException stopped) {
        throw stopped;
      }
      throw new IllegalStateException("the sample failed", e);
    }
  }
}
