package io.gristmill.rehearsal;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.Message;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.random.RandomStream;
import io.gristmill.rehearsal.reply.PromptIntent;
import io.gristmill.rehearsal.reply.PromptReader;
import io.gristmill.rehearsal.reply.Responder;
import io.gristmill.rehearsal.task.TaskGrammar;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rehearsal as an in-process model. An answer depends on the seed and the request only;
 * transport faults also depend on the number of attempts.
 */
public final class RehearsalModel implements Model {

  /** Model name in answers. */
  public static final String NAME = "rehearsal";

  /** Suffix of a model name whose answers are wrong. */
  static final String WEAK = "-weak";

  private static final int REPEATS = 12;

  private final RehearsalConfig config;
  private final FaultInjection faults;
  private final Responder responder;
  private final Map<String, Long> attempts = new ConcurrentHashMap<>();

  public RehearsalModel(RehearsalConfig config) {
    this.config = config;
    this.faults = new FaultInjection(config);
    this.responder =
        new Responder(
            TaskGrammar.of(config.families(), config.style()), config.languages(), faults::perturb);
  }

  /** Fault injection of this model. */
  public FaultInjection faults() {
    return faults;
  }

  @Override
  public Answer answer(Request request) throws ModelException, InterruptedException {
    String key = RequestKey.of(request).toString();
    switch (faults.transportFault(key, attempts.merge(key, 1L, Long::sum) - 1)) {
      case TOO_MANY_REQUESTS ->
          throw new ModelException(
              Kind.RATE_LIMIT,
              "429 from the rehearsal",
              Duration.ofSeconds(config.retryAfterSeconds()),
              null);
      case SERVER_ERROR -> throw new ModelException(Kind.UNAVAILABLE, "500 from the rehearsal");
      case CLOSED ->
          throw new ModelException(Kind.UNAVAILABLE, "the rehearsal closed the connection");
      case MALFORMED ->
          throw new ModelException(Kind.MALFORMED, "truncated JSON from the rehearsal");
      case HANG -> {
        Thread.sleep(Duration.ofSeconds(config.hangSeconds()).toMillis());
        throw new ModelException(Kind.UNAVAILABLE, "the rehearsal did not answer");
      }
      case SLOW -> Thread.sleep(config.slowMillis());
      default -> {}
    }
    return reply(request);
  }

  /** Returns the answer immediately, without transport faults. */
  public Answer reply(Request request) {
    String key = RequestKey.of(request).toString();
    RandomStream random = RandomStream.of(config.seed(), "reply", key);
    PromptIntent intent = PromptReader.read(request.prompt());
    String text =
        faults
            .injectedAnswer(intent, key)
            .orElseGet(() -> responder.respond(intent, random, manner(request, key)));
    return injectFault(request, faults.contentFault(key), text, random);
  }

  /** Further samples are sometimes wrong, and those of a weak model always. */
  private Responder.ResponseManner manner(Request request, String key) {
    Double temperature = request.sampling().temperature();
    boolean another = request.sample() > 0;
    double errs = request.model().endsWith(WEAK) ? 1 : another ? 0.25 : 0;
    return new Responder.ResponseManner(
        temperature != null && temperature > 0 || another,
        errs,
        instruction -> faults.isImpolite(key, instruction));
  }

  private static Answer injectFault(
      Request request, Fault fault, String text, RandomStream random) {
    return switch (fault) {
      case TRUNCATED -> answer(request, half(text, random), Finish.LENGTH);
      case WRONG_FORMAT ->
          truncate(request, "Sure! As this is a rehearsal, here is some prose without any form.");
      case REFUSAL -> truncate(request, TaskGrammar.refusal(text));
      case EMPTY -> answer(request, "", Finish.STOP);
      case REPEATED -> truncate(request, (text.strip() + " ").repeat(REPEATS));
      default -> truncate(request, text);
    };
  }

  /** A prefix of between one and two thirds of the characters. */
  private static String half(String text, RandomStream random) {
    int characters = text.codePointCount(0, text.length());
    int kept = characters / 3 + random.nextInt(characters / 3 + 1);
    return text.substring(0, text.offsetByCodePoints(0, kept));
  }

  /** Ends the text at the first stop string or at the token limit, whichever comes first. */
  private static Answer truncate(Request request, String text) {
    int end = text.length();
    for (String stop : request.sampling().stop()) {
      int at = stop.isEmpty() ? -1 : text.indexOf(stop);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    String stopped = text.substring(0, end);
    Integer max = request.sampling().maxTokens();
    String kept = max == null ? stopped : TokenCount.truncate(stopped, max);
    return answer(request, kept, kept.length() < stopped.length() ? Finish.LENGTH : Finish.STOP);
  }

  private static Answer answer(Request request, String text, Finish finish) {
    return new Answer(text, finish, promptTokens(request.prompt()), TokenCount.count(text), NAME);
  }

  /** Number of prompt tokens as the rehearsal counts them. */
  public static long promptTokens(Prompt prompt) {
    if (prompt instanceof Prompt.Text text) {
      return TokenCount.count(text.text());
    }
    return ((Prompt.Chat) prompt)
        .messages().stream().map(Message::content).mapToLong(TokenCount::count).sum();
  }

  @Override
  public void close() {}
}
