package io.gristmill.rehearsal;

import io.gristmill.random.RandomStream;
import io.gristmill.rehearsal.RehearsalConfig.ContentRates;
import io.gristmill.rehearsal.RehearsalConfig.EvolveRates;
import io.gristmill.rehearsal.RehearsalConfig.TransportRates;
import io.gristmill.rehearsal.reply.PromptIntent;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.rehearsal.task.Lexicon;
import io.gristmill.rehearsal.task.RehearsalTask;
import io.gristmill.rehearsal.task.TaskGrammar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Injects faults into the rehearsal. Content faults depend on the request alone, so a retry gets
 * the same answer; transport faults depend on the attempt too, so a retry may succeed.
 */
public final class FaultInjection {

  /** Fault of a call. */
  public enum TransportFault {
    NONE,
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    SLOW,
    HANG,
    CLOSED,
    MALFORMED
  }

  /** Fault of an answer. */
  enum ContentFault {
    NONE,
    TRUNCATED,
    WRONG_FORMAT,
    REFUSAL,
    EMPTY,
    REPEATED
  }

  private static final List<String> BLOCKLISTED_WORDS =
      List.of("image", "graph", "picture", "file");

  /** An answer of stop words only. */
  private static final String STOP_WORDS = "It is what it is, and that is that.";

  private final long seed;
  private final ContentRates content;
  private final EvolveRates evolve;
  private final TransportRates transport;

  FaultInjection(RehearsalConfig config) {
    this.seed = config.seed();
    this.content = config.content();
    this.evolve = config.evolve();
    this.transport = config.transport();
  }

  /**
   * Draws the fault of a call.
   *
   * @param attempt number of the attempt at this request, from 0
   */
  public TransportFault transportFault(String key, long attempt) {
    double draw = RandomStream.of(seed, "transport", key + "#" + attempt).nextDouble();
    TransportRates r = transport;
    double[] rates = {
      r.tooManyRequests(), r.serverError(), r.slow(), r.hang(), r.closed(), r.malformed()
    };
    return TransportFault.values()[place(draw, rates)];
  }

  ContentFault contentFault(String key) {
    double draw = RandomStream.of(seed, "content", key).nextDouble();
    ContentRates r = content;
    double[] rates = {r.truncated(), r.wrongFormat(), r.refusal(), r.empty(), r.repeated()};
    return ContentFault.values()[place(draw, rates)];
  }

  /** Whether the answer to a task of family request is impolite. */
  boolean isImpolite(String key, String instruction) {
    double draw = RandomStream.of(seed, "impolite", key + "\n" + instruction).nextDouble();
    return draw < content.impolite();
  }

  /** Answer with a fault that Evol-Instruct must detect, if drawn. */
  Optional<String> injectedAnswer(PromptIntent intent, String key) {
    double draw = RandomStream.of(seed, "evolve", key).nextDouble();
    if (intent instanceof PromptIntent.Evolve request) {
      return switch (place(draw, evolve.copiedPrompt(), evolve.unchanged())) {
        case 1 -> Optional.of("#Rewritten Prompt#:\n" + request.task() + " Explain why.");
        case 2 -> Optional.of(request.task());
        default -> Optional.empty();
      };
    }
    if (intent instanceof PromptIntent.Solve request) {
      Language language = TaskGrammar.language(request.instruction());
      return switch (place(draw, evolve.sorry(), evolve.stopWords())) {
        case 1 -> Optional.of(Lexicon.of(language).composition("refusal"));
        case 2 -> Optional.of(STOP_WORDS);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** Index of the rate that the draw falls into, from 1; 0 if none. */
  private static int place(double draw, double... rates) {
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      sum += rates[i];
      if (draw < sum) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Returns the task, or at the given rates a near duplicate or one with a blocked word. */
  RehearsalTask perturb(RehearsalTask task, List<String> earlier, RandomStream random) {
    double draw = random.nextDouble();
    if (draw < content.nearDuplicate() && !earlier.isEmpty()) {
      return withInstruction(task, earlier.get(random.nextInt(earlier.size())) + " Please");
    }
    if (draw >= content.nearDuplicate() && draw < content.nearDuplicate() + content.blocklisted()) {
      String word = BLOCKLISTED_WORDS.get(random.nextInt(BLOCKLISTED_WORDS.size()));
      String lower = task.instruction().substring(0, 1).toLowerCase(Locale.ROOT);
      return withInstruction(
          task, "Using the attached " + word + ", " + lower + task.instruction().substring(1));
    }
    return task;
  }

  private static RehearsalTask withInstruction(RehearsalTask task, String instruction) {
    return new RehearsalTask(
        instruction,
        task.input(),
        task.output(),
        task.language(),
        task.family(),
        task.classification(),
        task.wrong(),
        task.polite(),
        task.impolite());
  }
}
