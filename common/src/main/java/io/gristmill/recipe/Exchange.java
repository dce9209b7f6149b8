package io.gristmill.recipe;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a conversation of a recipe with a model stands: it asks, or it is done. Whoever runs it
 * asks all requests of a step, in any order and at any time, and goes on with {@code next}. A pure
 * value: the same answers lead to the same end, so after a crash it is simply run again and stored
 * answers carry it to where it was.
 */
public sealed interface Exchange {

  /**
   * Questions to be answered before it can go on.
   *
   * @param requests at least one
   * @param next from the replies, in the order of the requests
   */
  record Ask(List<Request> requests, Function<List<RequestResult>, Exchange> next)
      implements Exchange {
    public Ask {
      requests = List.copyOf(requests);
    }

    /** One question. */
    public static Ask one(Request request, Function<RequestResult, Exchange> next) {
      return new Ask(List.of(request), replies -> next.apply(replies.get(0)));
    }

    /** One question, of which a failure is the end of the exchange: that refusal alone. */
    public static Ask oneOrFail(Request request, Function<Answer, Exchange> next) {
      return one(
          request,
          reply ->
              reply instanceof RequestResult.Answered answered
                  ? next.apply(answered.answer())
                  : Done.failed((RequestResult.Failed) reply, Map.of()));
    }
  }

  /**
   * The end.
   *
   * @param candidates what was made, in order
   * @param rejections what came to nothing, each with its reason
   * @param notes what is known of the exchange as a whole and is there though nothing was made; to
   *     be kept as metadata beside the record that it was held for
   */
  record Done(List<Candidate> candidates, List<Rejection> rejections, Map<String, String> notes)
      implements Exchange {
    public Done {
      candidates = List.copyOf(candidates);
      rejections = List.copyOf(rejections);
      notes = Map.copyOf(notes);
    }

    /** An end without notes. */
    public Done(List<Candidate> candidates, List<Rejection> rejections) {
      this(candidates, rejections, Map.of());
    }

    /** An end with one record. */
    public static Done of(Candidate candidate) {
      return new Done(List.of(candidate), List.of());
    }

    /** An end with nothing but a reason. */
    public static Done refused(Rejection refusal) {
      return new Done(List.of(), List.of(refusal));
    }

    /** The end of an exchange that has no answer. */
    public static Done failed(RequestResult.Failed failed, Map<String, String> notes) {
      return new Done(List.of(), List.of(new Rejection(failed.rule(), failed.detail(), "")), notes);
    }
  }

  /** What became of one request. */
  sealed interface RequestResult {

    /** It was answered. */
    record Answered(Answer answer) implements RequestResult {}

    /**
     * It was not and will not be: a permanent failure of this one request.
     *
     * @param rule kebab-case, as in a reject table: too-long, refused, malformed, ...
     * @param detail for a person
     */
    record Failed(String rule, String detail) implements RequestResult {}
  }
}
