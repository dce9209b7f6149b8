package io.gristmill.jobs.respond;

import io.gristmill.format.Conversation;
import io.gristmill.format.ResponseExtraction;
import io.gristmill.format.Role;
import io.gristmill.jobs.exchange.ExchangeTask;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Exchange.RequestResult;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * The exchange of a row: one question. It ends in a {@link Response}, as the output of what was
 * made, whatever became of it.
 *
 * @param model by the name that the server knows
 */
record RespondExchange(RespondConfig config, String model) implements ExchangeTask.ExchangeFactory {

  private static final Set<Role> ASKED = Set.of(Role.SYSTEM, Role.USER, Role.ASSISTANT);

  @Override
  public Exchange create(Row row) {
    return of(ExamplesTable.read(row));
  }

  Exchange of(Example example) {
    ServerPrompt question = questions().of(example);
    if (question instanceof ServerPrompt.Unusable none) {
      return ended(Response.reject(example, none.rule(), none.detail()));
    }
    if (question instanceof ServerPrompt.Text text) {
      return asked(example, Prompt.text(text.text()));
    }
    List<Conversation.Message> turns = ((ServerPrompt.Turns) question).messages();
    return turns.stream().allMatch(turn -> ASKED.contains(turn.role()))
        ? asked(example, chat(turns))
        : ended(
            Response.reject(
                example, "role-not-asked", "servers are asked with turns of users alone"));
  }

  private ServerPrompts questions() {
    return new ServerPrompts(
        config.data().encoding(), config.promptMode() == RespondConfig.PromptMode.CHAT);
  }

  private static Prompt chat(List<Conversation.Message> turns) {
    return new Prompt.Chat(
        turns.stream()
            .map(turn -> new Message(turn.role().messagesName(), turn.content()))
            .toList());
  }

  private Exchange asked(Example example, Prompt prompt) {
    return Exchange.Ask.one(
        new Request(model, prompt, config.sampling().forServer(), 0),
        reply -> ended(response(example, reply)));
  }

  private Response response(Example example, RequestResult reply) {
    if (reply instanceof RequestResult.Failed failed) {
      return Response.reject(example, failed.rule(), failed.detail());
    }
    Answer answer = ((RequestResult.Answered) reply).answer();
    return switch (answer.finish()) {
      case FILTERED -> Response.reject(example, "filtered", "the server withheld the answer");
      case STOP -> answered(example, answer, "stop");
      case LENGTH -> answered(example, answer, Response.TRUNCATED);
      case OTHER -> answered(example, answer, "other");
    };
  }

  private Response answered(Example example, Answer answer, String finish) {
    String text = ResponseExtraction.of(questions().headers(), answer.text());
    return Response.answer(example, text, finish, answer.completionTokens());
  }

  private static Exchange ended(Response response) {
    return Exchange.Done.of(new Candidate("", "", response.json(), List.of(), Map.of()));
  }
}
