package io.gristmill.rehearsal;

import io.gristmill.random.RandomStream;
import io.gristmill.rehearsal.reply.PromptIntent;
import io.gristmill.rehearsal.task.RehearsalTask;
import io.gristmill.rehearsal.task.TaskGrammar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Injects faults into the rehearsal. Content faults depend on the request alone, so a retry gets
 * the same answer; transport faults depend on the attempt too, so a retry may succeed.
 */
public final class FaultInjection {

  private static final List<String> BLOCKLISTED_WORDS =
      List.of("image", "graph", "picture", "file");

  /** An answer of stop words only. */
  private static final String STOP_WORDS = "It is what it is, and that is that.";

  private final RehearsalConfig config;

  FaultInjection(RehearsalConfig config) {
    this.config = config;
  }

  /**
   * Draws the fault of a call.
   *
   * @param attempt number of the attempt at this request, from 0
   */
  public Fault transportFault(String key, long attempt) {
    return draw("transport", key + "#" + attempt, Fault.OF_CALLS);
  }

  Fault contentFault(String key) {
    return draw("content", key, Fault.OF_ANSWERS);
  }

  /** Whether the answer to a task of family request is impolite. */
  boolean isImpolite(String key, String instruction) {
    return draw("impolite", key + "\n" + instruction, Set.of(Fault.IMPOLITE)) != Fault.NONE;
  }

  /** Answer with a fault that Evol-Instruct must detect, if drawn. */
  Optional<String> injectedAnswer(PromptIntent intent, String key) {
    if (intent instanceof PromptIntent.Evolve request) {
      return switch (draw("evolve", key, Fault.OF_EVOLUTIONS)) {
        case COPIED_PROMPT ->
            Optional.of("#Rewritten Prompt#:\n" + request.task() + " Explain why.");
        case UNCHANGED -> Optional.of(request.task());
        default -> Optional.empty();
      };
    }
    if (intent instanceof PromptIntent.Solve request) {
      return switch (draw("evolve", key, Fault.OF_SOLUTIONS)) {
        case SORRY -> Optional.of(TaskGrammar.refusal(request.instruction()));
        case STOP_WORDS -> Optional.of(STOP_WORDS);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private Fault draw(String purpose, String key, Set<Fault> faults) {
    return choose(RandomStream.of(config.seed(), purpose, key).nextDouble(), faults);
  }

  /** The fault into whose rate the draw falls. */
  private Fault choose(double draw, Set<Fault> faults) {
    double sum = 0;
    for (Fault fault : faults) {
      sum += config.rate(fault);
      if (draw < sum) {
        return fault;
      }
    }
    return Fault.NONE;
  }

  /** Returns the task, or at the given rates a near duplicate or one with a blocked word. */
  RehearsalTask perturb(RehearsalTask task, List<String> earlier, RandomStream random) {
    Fault fault = choose(random.nextDouble(), Fault.OF_PROPOSALS);
    if (fault == Fault.NEAR_DUPLICATE && !earlier.isEmpty()) {
      return task.withInstruction(earlier.get(random.nextInt(earlier.size())) + " Please");
    }
    if (fault == Fault.BLOCKLISTED) {
      String word = BLOCKLISTED_WORDS.get(random.nextInt(BLOCKLISTED_WORDS.size()));
      String lower = task.instruction().substring(0, 1).toLowerCase(Locale.ROOT);
      return task.withInstruction(
          "Using the attached " + word + ", " + lower + task.instruction().substring(1));
    }
    return task;
  }
}
