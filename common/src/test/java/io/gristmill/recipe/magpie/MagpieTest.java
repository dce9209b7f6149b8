package io.gristmill.recipe.magpie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagpieTest {

  @TempDir Path folder;

  private static Magpie recipe(String... settings) {
    Problems problems = new Problems();
    Magpie recipe = recipe(problems, settings);
    problems.throwIfAny();
    return recipe;
  }

  private static Magpie recipe(Problems problems, String... settings) {
    return new Magpie(
        MagpieConfig.read(RecipeTesting.settings(settings).reader("magpie", problems), problems),
        "m");
  }

  private static Exchange proposal(Magpie recipe, int round, int prompt) {
    return recipe.propose(recipe.selectFewShot(round, prompt, 7), List.of());
  }

  private static Done proposed(Magpie recipe, String reply) {
    return RecipeTesting.answered(proposal(recipe, 0, 0), request -> reply);
  }

  @ParameterizedTest
  @CsvSource({
    "llama-3, <|begin_of_text|><|start_header_id|>user<|end_header_id|>NN,"
        + " <|eot_id|><|start_header_id|>assistant<|end_header_id|>NN",
    "qwen, <|im_start|>userN, <|im_end|>N<|im_start|>assistantN",
    "chatml, <|im_start|>userN, <|im_end|>N<|im_start|>assistantN",
    "gemma, <bos><start_of_turn>userN, <end_of_turn>N<start_of_turn>modelN",
    "phi-3, <|user|>N, <|end|>N<|assistant|>N"
  })
  void theTemplateOfEveryFamilyIsExact(String family, String user, String answer) {
    Magpie recipe = recipe("magpie.mode=raw", "magpie.pre-query-template=" + family);
    Request propose = RecipeTesting.request(proposal(recipe, 0, 0));
    assertThat(propose.prompt()).isEqualTo(Prompt.text(user.replace('N', '\n')));
    Candidate candidate = proposed(recipe, "Why?\n").candidates().get(0);
    assertThat(RecipeTesting.request(recipe.complete(candidate)).prompt())
        .isEqualTo(Prompt.text((user + "Why?" + answer).replace('N', '\n')));
  }

  @Test
  void chatModeSendsTheHeaderAsAnAssistantMessage() {
    Magpie recipe = recipe();
    assertThat(RecipeTesting.request(proposal(recipe, 0, 0)).prompt())
        .isEqualTo(
            new Prompt.Chat(
                List.of(
                    Message.assistant(
                        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>"))));
    Candidate made = proposed(recipe, "\n \n Why is it so? \nBecause.").candidates().get(0);
    assertThat(made.instruction()).isEqualTo("Why is it so?");
    assertThat(RecipeTesting.request(recipe.complete(made)).prompt())
        .isEqualTo(Prompt.user("Why is it so?"));
  }

  @Test
  void everyPromptOfAJobHasItsOwnSampleNumber() {
    Magpie recipe = recipe();
    Set<Integer> samples = new HashSet<>();
    for (int round = 0; round < 50; round++) {
      for (int prompt = 0; prompt < 50; prompt++) {
        samples.add(RecipeTesting.request(proposal(recipe, round, prompt)).sample());
      }
    }
    assertThat(samples).hasSize(2500);
    assertThatThrownBy(() -> proposal(recipe, 0, Magpie.PROMPTS))
        .hasMessageContaining("magpie supports at most 1048576 prompts per round");
  }

  @Test
  void generatedInstructionsAreSanitizedAsInMagpie() {
    Candidate made =
        proposed(recipe("magpie.sanitize=llama-3"), "**Question** Why is it so? Because.")
            .candidates()
            .get(0);
    assertThat(made.instruction()).isEqualTo("Why is it so?");
    assertThat(made.metadata()).containsEntry(MetadataKeys.SANITIZED, "99.1");
  }

  @Test
  void emptyTruncatedAndColonEndingTextsAreRejected() {
    assertThat(rule(proposed(recipe(), " \n\n"))).isEqualTo("empty");
    assertThat(rule(proposed(recipe(), "Consider this:"))).isEqualTo("ends-with-colon");
    assertThat(
            rule(
                RecipeTesting.run(
                    proposal(recipe(), 0, 0), r -> RecipeTesting.answer("Why", Finish.LENGTH))))
        .isEqualTo("truncated");
  }

  private static String rule(Done done) {
    return done.rejections().stream().map(Rejection::rule).reduce("", String::concat);
  }

  @Test
  void aFinalRecordKeepsOnlyRoundAndPromptOfTheCall() {
    Magpie recipe = recipe();
    Candidate made =
        RecipeTesting.answered(
                recipe.complete(proposed(recipe, "Why is it so?").candidates().get(0)),
                request -> "Because.")
            .candidates()
            .get(0);
    assertThat(made.output()).isEqualTo("Because.");
    assertThat(made.parents()).isEmpty();
    assertThat(made.metadata())
        .containsOnlyKeys(MetadataKeys.ROUND, MetadataKeys.PROMPT)
        .containsEntry(MetadataKeys.ROUND, "0");
  }

  @Test
  void aSystemPromptPrecedesTheUserTurnIfTheTemplateSupportsIt() throws IOException {
    Path system = Files.writeString(folder.resolve("s.txt"), "You tutor {{maths}}.\n");
    String setting = "magpie.prompts.system=\"" + system + "\"";
    Magpie recipe = recipe("magpie.mode=raw", "magpie.pre-query-template=qwen", setting);
    assertThat(RecipeTesting.text(RecipeTesting.request(proposal(recipe, 0, 0))))
        .isEqualTo("<|im_start|>system\nYou tutor {maths}.<|im_end|>\n<|im_start|>user\n");
    Problems problems = new Problems();
    recipe(problems, "magpie.pre-query-template=gemma", setting);
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith(
            "magpie.prompts.system must be null, since this template does not support a system"
                + " prompt");
  }

  @Test
  void aCustomTemplateNeedsItsText() {
    Problems problems = new Problems();
    recipe(problems, "magpie.pre-query-template=custom");
    assertThat(problems.messages())
        .containsExactly(
            "magpie.custom.pre-query must be set, since magpie.pre-query-template is custom, was"
                + " \"\"");
  }
}
