package io.gristmill.rehearsal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.rehearsal.RehearsalConfig;
import io.gristmill.rehearsal.RehearsalModel;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.rehearsal.task.RecognizedTask;
import io.gristmill.rehearsal.task.TaskGrammar;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of prompt gets an answer in its format. */
class ResponderTest {

  private static final RehearsalModel MODEL = new RehearsalModel(RehearsalConfig.defaults());

  private static final String SHOWN =
      "1. Name three fruits.\n2. Add the numbers.\n3. Tell a story.\n4. Explain rain.\n"
          + "5. Sort the list.\n6. Find the verb.\n7. Draft a letter.\n8. Compare the two.\n9.";

  private static String reply(String prompt) {
    return reply(Prompt.text(prompt));
  }

  private static String reply(Prompt prompt) {
    return MODEL.reply(new Request("m", prompt, SamplingParams.DEFAULT, 0)).text();
  }

  private static String answer(String task) {
    int line = task.indexOf('\n');
    return TaskGrammar.recognize(
            line < 0 ? task : task.substring(0, line), line < 0 ? "" : task.substring(line))
        .flatMap(RecognizedTask::answer)
        .orElse("");
  }

  @Test
  void aNumberedListContinuesAtItsNumber() {
    List<String> items = List.of(reply("More, in English:\n" + SHOWN).split("\n\\d+\\. "));
    assertThat(items).hasSize(8);
    assertThat(items)
        .allSatisfy(item -> assertThat(TaskGrammar.recognize(item.strip(), "")).isPresent());
    assertThat(reply("More:\n" + SHOWN)).contains("\n10. ", "\n16. ").doesNotContain("\n17. ");
  }

  @Test
  void aListIsInTheRequestedLanguage() {
    String korean = reply("Go on with 8 more in Korean:\n" + SHOWN);
    assertThat(korean.split("\n\\d+\\. "))
        .hasSize(8)
        .allSatisfy(item -> assertThat(TaskGrammar.language(item)).isEqualTo(Language.KO));
  }

  @Test
  void aListOfClassificationTasksHasOnlyThose() {
    String reply = reply("Tasks whose answer is one out of a few labels. Go on:\n" + SHOWN);
    assertThat(reply.split("\n\\d+\\. "))
        .allSatisfy(
            item ->
                assertThat(TaskGrammar.recognize(item.strip(), ""))
                    .hasValueSatisfying(known -> assertThat(known.isClassification()).isTrue()));
  }

  @Test
  void aTaskIsClassifiedByItsFamily() {
    String shots = "Is it?\n\nTask: Name a color.\nIs it classification? No\n\nTask: ";
    assertThat(reply(shots + "Is 17 even or odd?\nIs it classification?")).isEqualTo(" Yes");
    assertThat(reply(shots + "What is 3 + 4?\nIs it classification?")).isEqualTo(" No");
    assertThat(reply(shots + "Sing!\nIs it classification?")).isEqualTo(" No");
  }

  @Test
  void aClassificationTaskGetsLabelsBeforeInputs() {
    String reply =
        reply(
            "Labels first.\n\nTask: Name the color.\nClass label: red\nRose\n\n"
                + "Task: Classify the given number as even or odd.\n");
    assertThat(reply).startsWith("Class label: ");
    for (String part : reply.substring("Class label: ".length()).split("Class label: ")) {
      String[] lines = part.split("\n");
      boolean even = Integer.parseInt(lines[1]) % 2 == 0;
      assertThat(lines[0]).isEqualTo(even ? "even" : "odd");
    }
  }

  @Test
  void anotherTaskGetsExamplesWithInputAndOutput() {
    String reply =
        reply(
            "Examples.\n\nTask: Say hi.\nOutput: Hi.\n\nTask: Order the numbers from smallest to"
                + " largest.\n");
    assertThat(reply).startsWith("Example 1\nInput: ").contains("Example 2\n", "Example 3\n");
    for (String part : reply.split("Example \\d\n")) {
      if (!part.isBlank()) {
        String[] halves = part.strip().replace("Input: ", "").split("\nOutput: ");
        int[] sorted =
            Arrays.stream(halves[0].split(", ")).mapToInt(Integer::parseInt).sorted().toArray();
        assertThat(halves[1]).isEqualTo(Arrays.toString(sorted).replaceAll("[\\[\\]]", ""));
      }
    }
  }

  @Test
  void aCompleteTaskGetsOnlyItsOutput() {
    String prompt = "Examples.\n\nTask: Say hi.\nOutput: Hi.\n\nTask: what is 20 + 3?\n";
    assertThat(reply(prompt)).isEqualTo("Output: 23\n");
  }

  @Test
  void anUnknownTaskGetsAnOutputThatSaysItIsARehearsal() {
    assertThat(reply("Examples.\n\nTask: Say hi.\nOutput: Hi.\n\nTask: Compose an opera.\n"))
        .startsWith("Output: This is a rehearsal");
  }

  @Test
  void aTaskListHasInstructionInputAndOutputForEveryNumber() {
    String header = "Write 20 tasks in English. Where there is none, the input is <noinput>.\n";
    String task = "###\n%d. Instruction: Say hi.\n%d. Input:\n<noinput>\n%d. Output:\nHi.\n";
    String shown = task.formatted(1, 1, 1) + task.formatted(2, 2, 2) + task.formatted(3, 3, 3);
    String reply = "4. Instruction:" + reply(header + shown + "###\n4. Instruction:");
    List<String> chunks = List.of(reply.split("###\n"));
    assertThat(chunks).hasSize(17);
    for (int k = 4; k <= 20; k++) {
      String[] parts = chunks.get(k - 4).split(k + "\\. (Instruction|Input|Output):\\s+");
      assertThat(parts).hasSize(4);
      String input = parts[2].strip().replace("<noinput>", "");
      assertThat(TaskGrammar.recognize(parts[1].strip(), input).flatMap(RecognizedTask::answer))
          .contains(parts[3].strip());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is 20 + 3?",
        "Find the sum of the two numbers.\n20 and 3",
        "Below is an instruction.\n\n### Instruction:\nFind the sum of the two numbers.\n\n"
            + "### Input:\n20 and 3\n\n### Response:",
        "Below is an instruction.\n\n### Instruction:\nWhat is 20 + 3?\n\n### Response:\n",
        "<|user|>\nWhat is 20 + 3?<|end|>\n<|assistant|>\n",
        "<|user|>\nFind the sum of the two numbers.\n20 and 3\n<|assistant|>:\n",
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhat is 20 + 3?<|im_end|>\n"
            + "<|im_start|>assistant\n",
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nWhat is 20 + 3?<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\n",
        "<bos><start_of_turn>user\nWhat is 20 + 3?<end_of_turn>\n<start_of_turn>model\n",
        "<s>[INST] What is 20 + 3? [/INST]",
        "USER: What is 20 + 3? ASSISTANT:"
      })
  void aTaskIsAnsweredInEveryForm(String prompt) {
    assertThat(reply(prompt)).isEqualTo("23");
    assertThat(reply(Prompt.user(prompt))).isEqualTo("23");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n",
        "<|start_header_id|>user<|end_header_id|>",
        "<|im_start|>user\n",
        "<|user|>\n",
        "<bos><start_of_turn>user\n",
        "<s>[INST] "
      })
  void anEmptyUserTurnGetsAnInstruction(String prompt) {
    assertThat(answer(reply(prompt))).isNotEmpty();
    Prompt assistant = new Prompt.Chat(List.of(Message.assistant(prompt)));
    assertThat(answer(reply(assistant))).isNotEmpty();
  }

  @Test
  void anEvolvedTaskIsLongerAndStillAnswered() {
    String prompt =
        "Make it harder.\r\n#The Given Prompt#:\r\nWhat is 20 + 3?\r\n#Rewritten Prompt#:\r\n";
    String evolved = reply(prompt);
    assertThat(evolved).contains("What is 20 + 3?").hasSizeGreaterThan(30);
    assertThat(answer(evolved)).isEqualTo("23");
    assertThat(reply(prompt.replace("Rewritten", "Created"))).doesNotContain("20 + 3");
  }

  @Test
  void aReflectionOnTheAnswerGivesABetterAnswer() {
    String prompt =
        "[Instruction]\nWhat is 20 + 3?\n[The Start of Answer]\n24\n[The End of Answer]\n"
            + "[System]\nEnd with [Better Answer] ... [End].";
    assertThat(reply(prompt)).contains("[Better Answer] 23 [End]");
    assertThat(reply(prompt.replace("What is 20 + 3?", "Sing!")))
        .contains("[Better Answer] 24 [End]");
  }

  @Test
  void aReflectionOnTheInstructionGivesANewTask() {
    String reply =
        reply(
            "[Instruction]\nWhat is 20 + 3?\n[The Start of Answer]\n24\n[The End of Answer]\n"
                + "[System]\nGive [New Instruction] ... [End] and [New Answer] ... [End].");
    String instruction = between(reply, "[New Instruction] ", " [End]");
    assertThat(answer(instruction)).isEqualTo(between(reply, "[New Answer] ", " [End]"));
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void aSentenceIsRewrittenInThePassiveVoice() {
    assertThat(reply("Give this in passive voice, no comment: The baker opened the door."))
        .isEqualTo("The door was opened by the baker.");
    assertThat(reply("Turn `The king sang.` into passive voice.")).isEqualTo("The king sang.");
  }

  @Test
  void anAnswerIsRewrittenInATone() {
    String polite = reply("Slightly rewrite the output to be more polite: `The answer is 4.`");
    String rude = reply("Slightly rewrite the output to be more impolite: `The answer is 4.`");
    assertThat(polite).contains("The answer is 4.").hasSizeGreaterThan(16);
    assertThat(rude).contains("The answer is 4.").isNotEqualTo(polite).hasSizeGreaterThan(16);
    assertThat(TaskGrammar.removeTone(Language.EN, true, polite)).contains("The answer is 4.");
  }

  @Test
  void aRequestIsRewrittenInTheOtherWording() {
    String prompt = "Slightly rewrite the output to be more %s: `%s`";
    assertThat(reply(prompt.formatted("polite", "Close the window, right now!")))
        .isEqualTo("Could you please close the window?");
    assertThat(reply(prompt.formatted("impolite", "¿Podría abrir la puerta, por favor?")))
        .isEqualTo("¡A abrir la puerta ahora mismo!");
    assertThat(reply(prompt.formatted("impolite", "Sofort das Fenster schließen, aber dalli!")))
        .isEqualTo("Sofort das Fenster schließen, aber dalli!");
  }

  @Test
  void aJudgeScoresByTheComputedAnswerAndByCommonWords() {
    String prompt =
        "[Instruction]\n%s\n[The Start of Reference]\na red fox\n[The End of Reference]\n"
            + "[The Start of Answer]\n%s\n[The End of Answer]\nScore it from 0 to 100.";
    assertThat(reply(prompt.formatted("What is 20 + 3?", "23"))).isEqualTo("100");
    assertThat(reply(prompt.formatted("What is 20 + 3?", "24"))).isEqualTo("0");
    assertThat(reply(prompt.formatted("What is it?", "A  red fox"))).isEqualTo("100");
    assertThat(reply(prompt.formatted("What is it?", "a red hen"))).isEqualTo("33");
    assertThat(reply(prompt.formatted("What is it?", "blue"))).isEqualTo("0");
  }

  @Test
  void anEmptyPromptIsAnsweredToo() {
    assertThat(reply("")).contains("rehearsal");
    assertThat(reply("\n\n 😀")).contains("rehearsal");
  }
}
