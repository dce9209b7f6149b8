package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prompt form that the server's protocol lacks is refused before any request. */
class RecipeProviderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          magpie | magpie.mode=raw | openai-chat | magpie.mode must be chat for llm.provider = openai-chat, was "raw"
          magpie | magpie.mode=chat | ollama-generate | magpie.mode must be raw for llm.provider = ollama-generate, was "chat"
          self-instruct | self-instruct.prompt-form=text | openai-chat | self-instruct.prompt-form must be chat for llm.provider = openai-chat, was "text"
          evol-instruct | evol-instruct.num-evolutions=1 | openai-completions | llm.provider must be a chat provider for the recipe evol-instruct, was openai-completions
          """)
  void theWayOfARecipeMustSuitTheProvider(
      String recipe, String setting, String provider, String message) {
    assertThat(
            CliRun.withoutSpark(
                    "generate",
                    "--recipe",
                    recipe,
                    "--set",
                    setting,
                    "--set",
                    "llm.provider=" + provider,
                    "--set",
                    "llm.base-url=\"http://localhost:1\"",
                    "--set",
                    "llm.model=m",
                    "--input",
                    "nowhere.jsonl")
                .refusedWith(ExitCode.CONFIGURATION)
                .messages())
        .contains(message);
  }
}
