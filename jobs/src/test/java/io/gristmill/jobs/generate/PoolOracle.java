package io.gristmill.jobs.generate;

import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.PoolRecipe.PoolTask;
import io.gristmill.recipe.Rejection;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import io.gristmill.rehearsal.RehearsalModel;
import io.gristmill.similarity.rouge.RougeL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sequential loop of Self-Instruct: one prompt after another, each candidate compared with the
 * whole pool. The rehearsal model answers in this thread.
 */
final class PoolOracle {

  /** A task of the pool, or another text from which new tasks must differ. */
  record Known(String id, String instruction) {}

  /** A rejected piece or candidate. */
  record Rejected(
      long position, String rule, Optional<Double> score, Optional<String> witness, String row) {}

  private final PoolJob job;
  private final RehearsalModel model;
  private final List<Known> known = new ArrayList<>();
  private final List<PoolTask> tasks = new ArrayList<>();
  private final List<Example> rows = new ArrayList<>();
  private final List<Rejected> gone = new ArrayList<>();
  private TokenUsage used = TokenUsage.ZERO;

  private PoolOracle(PoolJob job) {
    this.job = job;
    this.model = new RehearsalModel(job.model().rehearsal());
    job.recipe().seeds().forEach(s -> known.add(new Known(s.recordId(), s.instruction())));
    job.pool().forEach(e -> known.add(new Known(e.id(), e.instruction())));
  }

  /** Runs rounds with these numbers of prompts. */
  static PoolOracle of(PoolJob job, List<Integer> rounds) {
    PoolOracle oracle = new PoolOracle(job);
    for (int round = 0; round < rounds.size(); round++) {
      oracle.round(round, rounds.get(round));
    }
    return oracle;
  }

  List<Example> rows() {
    return rows;
  }

  List<Rejected> gone() {
    return gone;
  }

  List<PoolTask> tasks() {
    return tasks;
  }

  TokenUsage used() {
    return used;
  }

  private void round(int round, int prompts) {
    List<PoolTask> before = List.copyOf(tasks); // prompts show what was there when it began
    for (int prompt = 0; prompt < prompts; prompt++) {
      FewShotSelection draw = job.recipe().selectFewShot(round, prompt, before.size());
      List<PoolTask> shown = draw.poolIndexes().stream().map(before::get).toList();
      Exchange.Done proposed = run(job.recipe().propose(draw, shown));
      proposed.candidates().forEach(this::judge);
      proposed.rejections().forEach(this::refuse);
    }
  }

  private void judge(Candidate candidate) {
    double highest = 0;
    String witness = "";
    for (Known other : known) {
      double score =
          RougeL.score(
                  job.novelty().config().wordSplitting(),
                  other.instruction(),
                  candidate.instruction())
              .fmeasure();
      if (score > highest) {
        highest = score;
        witness = other.id();
      }
    }
    if (highest > job.novelty().threshold()) {
      gone.add(
          new Rejected(
              position(),
              "too-similar",
              Optional.of(highest),
              Optional.of(witness),
              id(candidate)));
    } else {
      accept(candidate);
    }
  }

  private void accept(Candidate candidate) {
    Exchange.Done done = run(job.recipe().complete(candidate));
    for (Candidate made : done.candidates()) {
      rows.add(
          new Example(
              id(made),
              position(),
              made.instruction(),
              made.input(),
              made.output(),
              job.model().model().model(),
              job.recipe().name(),
              made.parents(),
              made.metadata(),
              null));
    }
    done.rejections().forEach(this::refuse);
    String id = done.candidates().isEmpty() ? id(candidate) : id(done.candidates().get(0));
    tasks.add(new PoolTask(id, candidate.instruction()));
    known.add(new Known(id, candidate.instruction()));
  }

  private void refuse(Rejection refusal) {
    gone.add(
        new Rejected(
            position(), refusal.rule(), Optional.empty(), Optional.empty(), refusal.text()));
  }

  private long position() {
    return rows.size() + gone.size();
  }

  private static String id(Candidate candidate) {
    return ContentId.of(candidate.instruction(), candidate.input(), candidate.output(), "");
  }

  private Exchange.Done run(Exchange start) {
    Exchange exchange = start;
    while (exchange instanceof Exchange.Ask ask) {
      List<RequestOutcome> replies = new ArrayList<>();
      for (Request request : ask.requests()) {
        replies.add(answer(request));
      }
      exchange = ask.next().apply(replies);
    }
    return (Exchange.Done) exchange;
  }

  private Answer answer(Request request) {
    Answer answer =
        model.reply(
            new Request(
                request.model(),
                request.prompt(),
                request.sampling().orElse(job.model().model().sampling()),
                request.sample()));
    used =
        used.plus(
            new TokenUsage(
                1,
                answer.promptTokens(),
                answer.completionTokens(),
                job.model().price().cost(answer)));
    return answer;
  }
}
