package io.gristmill.jobs.respond;

import io.gristmill.format.Conversation;
import io.gristmill.format.ResponseExtraction;
import io.gristmill.format.Role;
import io.gristmill.jobs.llm.ExchangeTask;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Sends one prompt per row to the server; the output is always a {@link Response}, also for
 * rejected rows.
 *
 * @param model name of the model on the server
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
      return end(Response.reject(example, none.rule(), none.detail()));
    }
    if (question instanceof ServerPrompt.Text text) {
      return ask(example, Prompt.text(text.text()));
    }
    List<Conversation.Message> turns = ((ServerPrompt.Turns) question).messages();
    return turns.stream().allMatch(turn -> ASKED.contains(turn.role()))
        ? ask(example, chat(turns))
        : end(
            Response.reject(
                example,
                "role-not-asked",
                "servers accept only system, user and assistant messages"));
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

  private Exchange ask(Example example, Prompt prompt) {
    return Exchange.Ask.one(
        new Request(model, prompt, config.sampling().forServer(), 0),
        reply -> end(response(example, reply)));
  }

  private Response response(Example example, RequestOutcome reply) {
    if (reply instanceof RequestOutcome.Failed failed) {
      return Response.reject(example, failed.rule(), failed.reason());
    }
    Answer answer = (Answer) reply;
    return switch (answer.finish()) {
      case FILTERED -> Response.reject(example, "filtered", "the server withheld the answer");
      case STOP -> answer(example, answer, "stop");
      case LENGTH -> answer(example, answer, Response.TRUNCATED);
      case OTHER -> answer(example, answer, "other");
    };
  }

  private Response answer(Example example, Answer answer, String finish) {
    String text = ResponseExtraction.of(questions().headers(), answer.text());
    return Response.answer(example, text, finish, answer.completionTokens());
  }

  private static Exchange end(Response response) {
    return Exchange.Done.of(new Candidate("", "", response.json(), List.of(), Map.of()));
  }
}
