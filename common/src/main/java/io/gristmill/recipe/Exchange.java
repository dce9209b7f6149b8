package io.gristmill.recipe;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * State of a dialogue between a recipe and a model: either {@link Ask} or {@link Done}. The runner
 * sends all requests of an {@code Ask}, in any order, and continues with {@code next}. An exchange
 * is a pure value: the same answers lead to the same end, so after a crash it is run again from the
 * start and reads its answers from the response store.
 */
public sealed interface Exchange {

  /**
   * Requests whose outcomes the next step needs.
   *
   * @param requests at least one
   * @param next continuation, given the outcomes in the order of the requests
   */
  record Ask(List<Request> requests, Function<List<RequestOutcome>, Exchange> next)
      implements Exchange {
    public Ask {
      requests = List.copyOf(requests);
    }

    /** A step with one request. */
    public static Ask one(Request request, Function<RequestOutcome, Exchange> next) {
      return new Ask(List.of(request), replies -> next.apply(replies.get(0)));
    }

    /** A step with one request; if the request fails, the exchange ends with that rejection. */
    public static Ask oneOrFail(Request request, Function<Answer, Exchange> next) {
      return one(
          request,
          reply ->
              reply instanceof Answer answer
                  ? next.apply(answer)
                  : Done.failed((RequestOutcome.Failed) reply, Map.of()));
    }
  }

  /**
   * The end of an exchange.
   *
   * @param candidates the records produced, in order
   * @param rejections the pieces of answers that became no record, each with its reason
   * @param notes metadata about the whole exchange, present even without candidates; the runner
   *     attaches it to the record that the exchange belongs to
   */
  record Done(List<Candidate> candidates, List<Rejection> rejections, Map<String, String> notes)
      implements Exchange {
    public Done {
      candidates = List.copyOf(candidates);
      rejections = List.copyOf(rejections);
      notes = Map.copyOf(notes);
    }

    /** Ends without notes. */
    public Done(List<Candidate> candidates, List<Rejection> rejections) {
      this(candidates, rejections, Map.of());
    }

    /** Ends with one record. */
    public static Done of(Candidate candidate) {
      return new Done(List.of(candidate), List.of());
    }

    /** Ends with one rejection and no record. */
    public static Done rejected(Rejection rejection) {
      return new Done(List.of(), List.of(rejection));
    }

    /** Ends because a request failed permanently. */
    public static Done failed(RequestOutcome.Failed failed, Map<String, String> notes) {
      return new Done(List.of(), List.of(new Rejection(failed.rule(), failed.reason(), "")), notes);
    }
  }
}
