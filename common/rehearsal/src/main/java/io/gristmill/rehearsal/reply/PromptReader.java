package io.gristmill.rehearsal.reply;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
  private static final Pattern INPUT_SECTION = section("Input");
  private static final Pattern ANSWER_SECTION = section("Answer");
  private static final Pattern REFERENCE_SECTION = section("Reference");
  private static final Pattern TEXT_SECTION = section("Text");
  private static final Pattern FIRST_INSTRUCTION = section("First Instruction");
  private static final Pattern SECOND_INSTRUCTION = section("Second Instruction");
  private static final Pattern ANSWER_A = section("(?:Assistant |Answer |Model )?A(?:'s Answer)?");
  private static final Pattern ANSWER_B = section("(?:Assistant |Answer |Model )?B(?:'s Answer)?");
  private static final Pattern EMPTY_TURN =
      Pattern.compile(
          "(?s).*(?:<\\|start_header_id\\|>user<\\|end_header_id\\|>|<\\|im_start\\|>user"
              + "|<start_of_turn>user|<\\|user\\|>|\\[INST\\]|\\bUSER:|### Instruction:)\\s*");
  private static final Pattern SCORE =
      Pattern.compile("(?is).*(\\bscor|\\brat(e|ing)\\b).*\\b100\\b.*");
  private static final Pattern QUOTED = Pattern.compile("(?s)`+([^`]+)`+");
  private static final Pattern PASSIVE = Pattern.compile("(?is).*passive voice.*");
  private static final Pattern TONE =
      Pattern.compile(
          "(?is).*?\\b(?:rewrite|rephrase|reword)\\b.*?\\b((?:im|un)?polite)(?:ly)?\\b.*");
  private static final Pattern AFTER_COLON = Pattern.compile("(?s).*?:\\s*(\\S.*)");
  private static final Pattern NAMED_LANGUAGE =
      Pattern.compile(
          "\\b(English|Korean|German|Spanish|Chinese|Deutsch|Español)\\b"
              + "|(영어|한국어|독일어|스페인어|중국어|英语|韩语|德语|西班牙语|中文)");
  private static final Map<String, Language> LANGUAGES =
      Map.ofEntries(
          Map.entry("English", Language.EN),
          Map.entry("영어", Language.EN),
          Map.entry("英语", Language.EN),
          Map.entry("Korean", Language.KO),
          Map.entry("한국어", Language.KO),
          Map.entry("韩语", Language.KO),
          Map.entry("German", Language.DE),
          Map.entry("Deutsch", Language.DE),
          Map.entry("독일어", Language.DE),
          Map.entry("德语", Language.DE),
          Map.entry("Spanish", Language.ES),
          Map.entry("Español", Language.ES),
          Map.entry("스페인어", Language.ES),
          Map.entry("西班牙语", Language.ES),
          Map.entry("Chinese", Language.ZH),
          Map.entry("중국어", Language.ZH),
          Map.entry("中文", Language.ZH));

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
        .orElseGet(() -> task(text));
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
      return Optional.of(new PromptIntent.ProposeOne(language(header)));
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
        language(header),
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
    return Optional.of(new PromptIntent.Propose(next, shown, language(header), labels));
  }

  private static Optional<Language> language(String header) {
    Matcher named = NAMED_LANGUAGE.matcher(header);
    return named.find() ? Optional.ofNullable(LANGUAGES.get(named.group())) : Optional.empty();
  }

  private static Optional<PromptIntent> emptyTurn(String text) {
    return EMPTY_TURN.matcher(text).matches()
        ? Optional.of(new PromptIntent.Invent(language(text)))
        : Optional.empty();
  }

  private static Optional<PromptIntent> revision(String text) {
    if (text.contains("[Better Answer]") || text.contains("[New Instruction]")) {
      String instruction = group(INSTRUCTION_SECTION, text).orElse("");
      String input = group(INPUT_SECTION, text).map(i -> "\n" + i).orElse("");
      return Optional.of(
          new PromptIntent.Reflect(
              instruction + input,
              group(ANSWER_SECTION, text).orElse(""),
              !text.contains("[New Instruction]")));
    }
    if (text.contains("Given Prompt#")) {
      boolean fromScratch = text.contains("Created Prompt#");
      return Optional.of(new PromptIntent.Evolve(givenPrompt(text), fromScratch));
    }
    return Optional.empty();
  }

  /** Text after the last heading of the given prompt. */
  private static String givenPrompt(String text) {
    int heading =
        Math.max(text.lastIndexOf("#The Given Prompt#"), text.lastIndexOf("#Given Prompt#"));
    Matcher matcher = GIVEN.matcher(text.substring(Math.max(heading, 0)));
    return matcher.matches() ? matcher.group(1) : text;
  }

  private static Optional<PromptIntent> judgement(String text) {
    return comparison(text)
        .or(() -> score(text))
        .or(() -> isKnown(text) ? Optional.empty() : rewriting(text));
  }

  private static Optional<PromptIntent> comparison(String text) {
    String taskText = group(INSTRUCTION_SECTION, text).orElse("");
    return readBoth(
            group(FIRST_INSTRUCTION, text),
            group(SECOND_INSTRUCTION, text),
            PromptIntent.Equal::new)
        .or(
            () ->
                readBoth(
                    group(ANSWER_A, text),
                    group(ANSWER_B, text),
                    (first, second) -> new PromptIntent.Compare(taskText, first, second)));
  }

  private static Optional<PromptIntent> readBoth(
      Optional<String> first,
      Optional<String> second,
      BiFunction<String, String, PromptIntent> question) {
    return first.flatMap(a -> second.map(b -> question.apply(a, b)));
  }

  private static Optional<PromptIntent> score(String text) {
    Optional<String> answer = group(ANSWER_SECTION, text);
    Optional<String> task = group(INSTRUCTION_SECTION, text);
    if (answer.isPresent() && task.isPresent()) {
      String taskText = task.get() + group(INPUT_SECTION, text).map(i -> "\n" + i).orElse("");
      if (SCORE.matcher(text).matches()) {
        String reference = group(REFERENCE_SECTION, text).orElse("");
        return Optional.of(new PromptIntent.Judge(taskText, reference, answer.get()));
      }
      return text.contains("step by step")
          ? Optional.of(new PromptIntent.Explain(taskText, answer.get()))
          : Optional.empty();
    }
    List<String> quoted = quoted(text);
    if (SCORE.matcher(text).matches() && quoted.size() >= 2) {
      int last = quoted.size() - 1;
      return Optional.of(new PromptIntent.Score(quoted.get(last - 1), quoted.get(last)));
    }
    return Optional.empty();
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
    PromptIntent.Solve task = task(text);
    return io.gristmill.rehearsal.task.TaskGrammar.recognize(task.instruction(), task.input())
        .isPresent();
  }

  private static List<String> quoted(String text) {
    return QUOTED.matcher(text).results().map(match -> match.group(1).strip()).toList();
  }

  /**
   * Text to rewrite: the marked text, else the last text in backquotes, else the text after the
   * first colon.
   */
  private static String textToRewrite(String text) {
    Optional<String> marked = group(TEXT_SECTION, text);
    if (marked.isPresent()) {
      return marked.get();
    }
    List<String> quoted = quoted(text);
    return quoted.isEmpty() ? group(AFTER_COLON, text).orElse(text) : quoted.get(quoted.size() - 1);
  }

  /** Parses a task in a prompt format of instruction-tuned models or as plain text. */
  private static PromptIntent.Solve task(String text) {
    return TaskForms.read(text);
  }

  private static Pattern section(String name) {
    return Pattern.compile(
        "(?s)\\[The Start of " + name + "\\]\\s*(.*?)\\s*\\[The End of " + name + "\\]");
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
