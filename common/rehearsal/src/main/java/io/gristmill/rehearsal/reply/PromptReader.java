package io.gristmill.rehearsal.reply;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.rehearsal.task.TaskGrammar;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes the intent of a prompt by its structure. */
public final class PromptReader {

  private static final Pattern NUMBERED_END = Pattern.compile("(?s)(.*)\\n(\\d+)\\.\\s*");
  private static final Pattern NUMBERED_LINE = Pattern.compile("(?m)^\\d+\\. (.+)$");
  private static final Pattern TASK_LIST_END =
      Pattern.compile("(?s)(.*?)###\\s*\\n.*\\n(\\d+)\\. Instruction:\\s*");
  private static final Pattern COUNT = Pattern.compile("\\b([1-9][0-9]?)\\b");
  private static final Pattern CLASSIFY_END =
      Pattern.compile("(?s).*\\nTask:[ \\t]*(.*?)\\s*\\nIs it classification\\?\\s*");
  private static final Pattern INSTANCES_END =
      Pattern.compile("(?s)(.*\\n)Task:[ \\t]*([^\\n]+?)\\s*");
  private static final Pattern TASK_NUMBER_END =
      Pattern.compile("(?s)(.*?)\\nTask 1: .*\\nTask (\\d+):\\s*|(.*)\\nTask 1:\\s*");
  private static final Pattern STANDS_FOR_NO_INPUT =
      Pattern.compile("no input has the input (\\S+?)[.,]?\\s");
  private static final Pattern GIVEN =
      Pattern.compile("(?s)#(?:The )?Given Prompt#:?\\s*(.*?)\\s*(?:#[^#\\n]{3,40}#:?\\s*)?");
  private static final Pattern INSTRUCTION_SECTION =
      Pattern.compile("(?s)\\[(?:Instruction|Question)\\]\\s*(.*?)\\s*\\[The Start of");
  private static final Pattern EMPTY_TURN =
      Pattern.compile(
          "(?s).*(?:<\\|start_header_id\\|>user<\\|end_header_id\\|>|<\\|im_start\\|>user"
              + "|<start_of_turn>user|<\\|user\\|>|\\[INST\\]|\\bUSER:|### Instruction:)\\s*");
  private static final Pattern SCORE =
      Pattern.compile("(?is).*(\\bscor|\\brat(e|ing)\\b).*\\b100\\b.*");
  private static final Pattern SURROUNDING_BLANKS = Pattern.compile("^\\s+|\\s+$");
  private static final Pattern QUOTED = Pattern.compile("(?s)`+([^`]+)`+");
  private static final Pattern PASSIVE = Pattern.compile("(?is).*passive voice.*");
  private static final Pattern TONE =
      Pattern.compile(
          "(?is).*?\\b(?:rewrite|rephrase|reword)\\b.*?\\b((?:im|un)?polite)(?:ly)?\\b.*");
  private static final Pattern AFTER_COLON = Pattern.compile("(?s).*?:\\s*(\\S.*)");
  private static final String NO_INPUT = "<noinput>";
  private static final int ALPACA_TASKS = 20;

  private PromptReader() {}

  /** Recognizes a prompt; by default it is a task to answer. */
  public static PromptIntent read(Prompt prompt) {
    String text = text(prompt);
    return recipe(text)
        .or(() -> emptyTurn(text))
        .or(() -> revision(text))
        .or(() -> judgement(text))
        .orElseGet(() -> TaskForms.read(text));
  }

  /** Last message of a chat, or the plain text. */
  private static String text(Prompt prompt) {
    if (prompt instanceof Prompt.Text text) {
      return text.text();
    }
    List<Message> messages = ((Prompt.Chat) prompt).messages();
    return messages.get(messages.size() - 1).content();
  }

  private static Optional<PromptIntent> recipe(String text) {
    Matcher tasks = TASK_LIST_END.matcher(text);
    if (tasks.matches()) {
      return Optional.of(taskList(tasks.group(1), Integer.parseInt(tasks.group(2))));
    }
    Matcher numbered = TASK_NUMBER_END.matcher(text);
    if (numbered.matches()) {
      String header = numbered.group(1) == null ? numbered.group(3) : numbered.group(1);
      return Optional.of(new PromptIntent.ProposeOne(TaskGrammar.namedLanguage(header)));
    }
    Matcher list = NUMBERED_END.matcher(text);
    if (list.matches()) {
      return proposals(list.group(1), Integer.parseInt(list.group(2)));
    }
    Matcher classify = CLASSIFY_END.matcher("\n" + text);
    if (classify.matches()) {
      return Optional.of(new PromptIntent.Classify(lastTask(classify.group(1))));
    }
    Matcher instances = INSTANCES_END.matcher(text);
    if (instances.matches() && instances.group(1).contains("\nTask:")) {
      boolean labelsFirst = instances.group(1).contains("\nClass label:");
      return Optional.of(new PromptIntent.Instances(instances.group(2), labelsFirst));
    }
    return instances.matches()
        ? oneInstance(instances.group(1), instances.group(2))
        : Optional.empty();
  }

  private static Optional<PromptIntent> oneInstance(String header, String task) {
    if (!header.contains("\nInput:") || !header.contains("\nOutput:")) {
      return Optional.empty();
    }
    String noInput = group(STANDS_FOR_NO_INPUT, header).orElse("N/A");
    return Optional.of(new PromptIntent.OneInstance(task, noInput));
  }

  /** Last task of a greedy match, which may begin too early if a task contains such a line. */
  private static String lastTask(String match) {
    int at = match.lastIndexOf("\nTask:");
    return at < 0 ? match : match.substring(at + "\nTask:".length()).strip();
  }

  private static PromptIntent taskList(String header, int next) {
    int last = ALPACA_TASKS;
    Matcher count = COUNT.matcher(header);
    if (count.find()) {
      last = Integer.parseInt(count.group(1));
    }
    return new PromptIntent.TaskList(
        next,
        last > next ? last : ALPACA_TASKS,
        TaskGrammar.namedLanguage(header),
        header.contains(NO_INPUT) ? NO_INPUT : "");
  }

  private static Optional<PromptIntent> proposals(String before, int next) {
    List<String> shown = new ArrayList<>();
    Matcher lines = NUMBERED_LINE.matcher(before);
    int first = -1;
    while (lines.find()) {
      first = first < 0 ? lines.start() : first;
      shown.add(lines.group(1));
    }
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    String header = before.substring(0, first);
    boolean labels = header.contains("label") || header.contains("classification");
    return Optional.of(
        new PromptIntent.Propose(next, shown, TaskGrammar.namedLanguage(header), labels));
  }

  private static Optional<PromptIntent> emptyTurn(String text) {
    return EMPTY_TURN.matcher(text).matches()
        ? Optional.of(new PromptIntent.Invent(TaskGrammar.namedLanguage(text)))
        : Optional.empty();
  }

  private static Optional<PromptIntent> revision(String text) {
    if (text.contains("[Better Answer]") || text.contains("[New Instruction]")) {
      return Optional.of(
          new PromptIntent.Reflect(
              instructionWithInput(text).orElse(""),
              section("Answer", text).orElse(""),
              !text.contains("[New Instruction]")));
    }
    return text.contains("Given Prompt#")
        ? Optional.of(new PromptIntent.Evolve(givenPrompt(text), text.contains("Created Prompt#")))
        : Optional.empty();
  }

  private static Optional<String> instructionWithInput(String text) {
    return group(INSTRUCTION_SECTION, text)
        .map(task -> task + section("Input", text).map(input -> "\n" + input).orElse(""));
  }

  /** Text after the last heading of the given prompt. */
  private static String givenPrompt(String text) {
    int heading =
        Math.max(text.lastIndexOf("#The Given Prompt#"), text.lastIndexOf("#Given Prompt#"));
    Matcher matcher = GIVEN.matcher(text.substring(Math.max(heading, 0)));
    return matcher.matches() ? matcher.group(1) : text;
  }

  private static Optional<PromptIntent> judgement(String text) {
    Optional<String> first = section("First Instruction", text);
    Optional<String> second = section("Second Instruction", text);
    if (first.isPresent() && second.isPresent()) {
      return Optional.of(new PromptIntent.Equal(first.get(), second.get()));
    }
    Optional<String> answer = section("Answer", text);
    Optional<String> task = instructionWithInput(text);
    if (answer.isPresent() && task.isPresent()) {
      if (SCORE.matcher(text).matches()) {
        String reference = section("Reference", text).orElse("");
        return Optional.of(new PromptIntent.Judge(task.get(), reference, answer.get()));
      }
      if (text.contains("step by step")) {
        return Optional.of(new PromptIntent.Explain(task.get(), answer.get()));
      }
    }
    return isKnown(text) ? Optional.empty() : rewriting(text);
  }

  private static Optional<PromptIntent> rewriting(String text) {
    Matcher tone = TONE.matcher(text);
    if (tone.matches()) {
      boolean polite = PythonText.lower(tone.group(1)).equals("polite");
      return Optional.of(new PromptIntent.SetTone(textToRewrite(text), polite));
    }
    return PASSIVE.matcher(text).matches()
        ? Optional.of(new PromptIntent.MakePassive(textToRewrite(text)))
        : Optional.empty();
  }

  private static boolean isKnown(String text) {
    PromptIntent.Solve task = TaskForms.read(text);
    return TaskGrammar.recognize(task.instruction(), task.input()).isPresent();
  }

  /**
   * Text to rewrite: the marked text, else the last text in backquotes, else the text after the
   * first colon.
   */
  private static String textToRewrite(String text) {
    return section("Text", text)
        .or(() -> QUOTED.matcher(text).results().map(m -> m.group(1).strip()).reduce((a, b) -> b))
        .or(() -> group(AFTER_COLON, text))
        .orElse(text);
  }

  /** Text between the marks of a section. */
  private static Optional<String> section(String name, String text) {
    String start = "[The Start of " + name + "]";
    int from = text.indexOf(start);
    int to = from < 0 ? -1 : text.indexOf("[The End of " + name + "]", from);
    return to < 0
        ? Optional.empty()
        : Optional.of(
            SURROUNDING_BLANKS.matcher(text.substring(from + start.length(), to)).replaceAll(""));
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
