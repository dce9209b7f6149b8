package io.gristmill.rehearsal;

import io.gristmill.random.RandomStream;
import io.gristmill.rehearsal.RehearsalConfig.ContentRates;
import io.gristmill.rehearsal.RehearsalConfig.TransportRates;
import io.gristmill.rehearsal.task.Task;
import java.util.List;
import java.util.Locale;

/**
 * Who misbehaves, and how. What an answer holds goes by the request alone, so that asking again
 * does not help; whether there is an answer goes by the attempt as well, so that it does.
 */
public final class Mischief {

  /** What happens to a call before its answer. */
  public enum Transport {
    NONE,
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    SLOW,
    HANG,
    CLOSED,
    MALFORMED
  }

  /** What is bad about a whole answer. */
  enum Content {
    NONE,
    CUT,
    WRONG_FORMAT,
    REFUSAL,
    EMPTY,
    REPEATED
  }

  private static final List<String> BLACKLISTED = List.of("image", "graph", "picture", "file");

  private final long seed;
  private final ContentRates content;
  private final TransportRates transport;

  Mischief(RehearsalConfig config) {
    this.seed = config.seed();
    this.content = config.content();
    this.transport = config.transport();
  }

  /**
   * What happens to a call.
   *
   * @param attempt of this request, from 0
   */
  public Transport transport(String key, long attempt) {
    double draw = RandomStream.of(seed, "transport", key + "#" + attempt).nextDouble();
    TransportRates r = transport;
    double[] rates = {
      r.tooManyRequests(), r.serverError(), r.slow(), r.hang(), r.closed(), r.malformed()
    };
    return Transport.values()[place(draw, rates)];
  }

  Content content(String key) {
    double draw = RandomStream.of(seed, "content", key).nextDouble();
    ContentRates r = content;
    double[] rates = {r.cut(), r.wrongFormat(), r.refusal(), r.empty(), r.repeated()};
    return Content.values()[place(draw, rates)];
  }

  /** From 1 for the rate that the draw falls into; 0 where it falls into none. */
  private static int place(double draw, double[] rates) {
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      sum += rates[i];
      if (draw < sum) {
        return i + 1;
      }
    }
    return 0;
  }

  /** A proposed task as it is or, at the rates, nearly an earlier one or with a forbidden word. */
  Task item(Task task, List<String> earlier, RandomStream random) {
    double draw = random.nextDouble();
    if (draw < content.nearDuplicate() && !earlier.isEmpty()) {
      return named(task, earlier.get(random.nextInt(earlier.size())) + " Please");
    }
    if (draw >= content.nearDuplicate() && draw < content.nearDuplicate() + content.blacklisted()) {
      String word = BLACKLISTED.get(random.nextInt(BLACKLISTED.size()));
      String lower = task.instruction().substring(0, 1).toLowerCase(Locale.ROOT);
      return named(
          task, "Using the attached " + word + ", " + lower + task.instruction().substring(1));
    }
    return task;
  }

  private static Task named(Task task, String instruction) {
    return new Task(
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
