package io.gristmill.recipe.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.Rejection;
import io.gristmill.record.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewriteTest {

  private static final Example ROW = Example.of(0, "Say it.", "loudly", "She sang.");

  @TempDir Path folder;

  private static Rewrite recipe(String... settings) {
    Problems problems = new Problems();
    RewriteConfig config =
        RewriteConfig.read(RecipeTesting.settings(settings).reader("rewrite", problems), problems);
    problems.throwIfAny();
    return new Rewrite(config, "m");
  }

  private static Candidate made(Rewrite recipe, String reply) {
    return RecipeTesting.answered(recipe.of(ROW), request -> reply).candidates().get(0);
  }

  @Test
  void theNewTextReplacesTheOldText() {
    assertThat(made(recipe(), "It was sung.").output()).isEqualTo("It was sung.");
    assertThat(made(recipe("rewrite.field=input"), "softly").input()).isEqualTo("softly");
    Candidate instruction = made(recipe("rewrite.field=instruction"), "Tell it.");
    assertThat(instruction.instruction()).isEqualTo("Tell it.");
    assertThat(instruction.output()).isEqualTo("She sang.");
    assertThat(instruction.parents()).containsExactly(ROW.id());
    assertThat(instruction.metadata()).containsEntry(MetadataKeys.OPERATION, "passive-voice");
  }

  @Test
  void theNewTextCanBeStoredInMetadata() {
    Candidate made = made(recipe("rewrite.output-column=output_2"), "It was sung.");
    assertThat(made.output()).isEqualTo("She sang.");
    assertThat(made.metadata()).containsEntry("output_2", "It was sung.");
    assertThat(made.parents()).isEmpty();
  }

  @Test
  void anUnchangedTextIsKeptOrRejectedAsConfigured() {
    assertThat(made(recipe(), "She sang.").output()).isEqualTo("She sang.");
    Done done =
        RecipeTesting.answered(
            recipe("rewrite.keep-unchanged=false").of(ROW), request -> "She sang.");
    assertThat(done.rejections().stream().map(Rejection::rule)).containsExactly("unchanged");
  }

  @Test
  void aRecordWithoutTheFieldIsRejected() {
    Done done = (Done) recipe("rewrite.field=input").of(Example.of(0, "Say it.", "", "x"));
    assertThat(done.rejections().stream().map(Rejection::rule)).containsExactly("no-input");
  }

  @Test
  void aUserPromptCanUseAnyFieldOfTheRecord() throws IOException {
    Path own = Files.writeString(folder.resolve("own.txt"), "{instruction}|{input}|{text}\n");
    assertThat(
            RecipeTesting.text(
                RecipeTesting.request(recipe("rewrite.prompts.rewrite=\"" + own + "\"").of(ROW))))
        .isEqualTo("Say it.|loudly|She sang.");
  }
}
