package io.gristmill.llm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import java.util.ArrayList;
import java.util.List;

/** Helpers shared by the tests of the client. */
final class ClientTesting {

  static final String KEY = "sk-test-4f9a1bC7dE82xyz0123456789";

  private ClientTesting() {}

  /** Settings of the block llm, without their prefix. */
  static LlmConfig config(String... settings) {
    Problems problems = new Problems();
    LlmConfig config = config(problems, settings);
    problems.throwIfAny();
    return config;
  }

  static LlmConfig config(Problems problems, String... settings) {
    List<String> assignments = new ArrayList<>();
    for (String setting : settings) {
      assignments.add("llm." + setting);
    }
    return LlmConfig.read(Settings.load(null, assignments, problems), problems);
  }

  /** A model of provider at url with further settings; variable THE_KEY holds the key. */
  static Model model(String provider, String url, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("provider=" + provider);
    settings.add("base-url=\"" + url + "\"");
    settings.add("model=tiny");
    settings.add("api-key=\"env:THE_KEY\"");
    return Models.http(
        config(settings.toArray(String[]::new)), name -> name.equals("THE_KEY") ? KEY : null);
  }

  static Request ask(String question) {
    return new Request("tiny", Prompt.user(question), SamplingParams.DEFAULT, 0);
  }

  static Request goOn(String text) {
    return new Request("tiny", Prompt.text(text), SamplingParams.DEFAULT, 0);
  }

  static Answer answer(Model model, Request request) {
    try {
      return model.answer(request);
    } catch (ModelException e) {
      throw new AssertionError(e.kind() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The failure of a request; checks that no part of it contains the key. */
  static ModelException failure(Model model, Request request) {
    ModelException failure =
        catchThrowableOfType(ModelException.class, () -> model.answer(request));
    assertThat(failure).as("the request fails").isNotNull();
    for (Throwable e = failure; e != null; e = e.getCause()) {
      assertThat(e.toString()).doesNotContain(KEY).doesNotContain(KEY.substring(8, 20));
    }
    return failure;
  }
}
