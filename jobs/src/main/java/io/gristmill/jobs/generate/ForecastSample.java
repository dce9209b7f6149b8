package io.gristmill.jobs.generate;

import io.gristmill.jobs.exchange.ExchangeRunner;
import io.gristmill.jobs.exchange.TokenUsage;
import io.gristmill.jobs.llm.ModelClient;
import io.gristmill.jobs.llm.StoppedException;
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
 * The first prompts of a recipe that grows a pool, run in this process: what a forecast is made
 * from. Asks exactly what the first round of the job would ask first.
 *
 * @param prompts what each prompt brought, in order
 */
public record ForecastSample(List<PromptResult> prompts) {

  /** A thread waits for the model most of the time. */
  private static final int MAX_THREADS = 64;

  public ForecastSample {
    prompts = List.copyOf(prompts);
  }

  /**
   * What a prompt brought.
   *
   * @param candidates tasks that it proposed
   * @param accepted those of them that are novel
   * @param records final ones
   * @param proposalUsage what the proposal used
   * @param completionUsage what the completion of the accepted ones used
   * @param seconds that its requests took, one after the other
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

  /** How novelty is judged where the recipe has no measure of its own: by ROUGE-L. */
  public record Novelty(double threshold, WordSplitting tokens) {}

  /**
   * Runs the first prompts of round 0.
   *
   * @throws StoppedException when the model cannot be asked any more
   */
  public static ForecastSample take(
      PoolRecipe recipe, ModelClient asker, Price price, Novelty novelty, int prompts)
      throws StoppedException, InterruptedException {
    ExchangeRunner conversation = new ExchangeRunner(asker, price);
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(prompts, MAX_THREADS));
    try {
      List<Timed> proposals = new ArrayList<>();
      List<Callable<Timed>> asking = new ArrayList<>();
      for (int prompt = 0; prompt < prompts; prompt++) {
        int number = prompt;
        asking.add(
            () ->
                Timed.of(
                    conversation, recipe.propose(recipe.selectFewShot(0, number, 0), List.of())));
      }
      for (Future<Timed> proposal : threads.invokeAll(asking)) {
        proposals.add(get(proposal));
      }
      return completeAccepted(recipe, conversation, proposals, novelty, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The end of an exchange and the seconds that it took. */
  private record Timed(ExchangeRunner.Result end, double seconds) {
    static Timed of(ExchangeRunner conversation, io.gristmill.recipe.Exchange exchange)
        throws StoppedException, InterruptedException {
      long start = System.nanoTime();
      ExchangeRunner.Result end = conversation.run(exchange);
      return new Timed(end, (System.nanoTime() - start) / 1e9);
    }
  }

  private static ForecastSample completeAccepted(
      PoolRecipe recipe,
      ExchangeRunner conversation,
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
          ofPrompt.add(threads.submit(() -> Timed.of(conversation, recipe.complete(candidate))));
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

  /** Of the seed tasks, then of all candidates in order. */
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
      throw new IllegalStateException("a sample could not be taken", e);
    }
  }
}
