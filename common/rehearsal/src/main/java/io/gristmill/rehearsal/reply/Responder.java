package io.gristmill.rehearsal.reply;

import io.gristmill.random.RandomStream;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.rehearsal.task.Lexicon;
import io.gristmill.rehearsal.task.RecognizedTask;
import io.gristmill.rehearsal.task.RehearsalTask;
import io.gristmill.rehearsal.task.TaskGrammar;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Generates answers in the format of a real model. An answer depends on the intent and the random
 * stream only. Unknown tasks get a text of the right format that says it is a rehearsal.
 */
public final class Responder {

  private static final int INSTANCES = 3;
  private static final int PROPOSALS = 8;
  private static final int TRIES = 200;

  private final TaskGrammar grammar;
  private final List<Language> languages;
  private final TaskPerturbation perturbation;

  /**
   * @param grammar grammar of the tasks
   * @param languages languages to draw from if a prompt names none; at least one
   * @param perturbation fault injection of proposed tasks
   */
  public Responder(TaskGrammar grammar, List<Language> languages, TaskPerturbation perturbation) {
    this.grammar = grammar;
    this.languages = List.copyOf(languages);
    this.perturbation = perturbation;
  }

  /** Perturbs a proposed task or leaves it unchanged. */
  @FunctionalInterface
  public interface TaskPerturbation {
    /**
     * @param earlier instructions of the prompt and those proposed before
     */
    RehearsalTask apply(RehearsalTask task, List<String> earlier, RandomStream random);
  }

  /**
   * Manner of an answer.
   *
   * @param varied whether the wording may vary
   * @param errs fraction of wrong answers, in [0, 1]
   * @param impolite whether the answer to a task of family request is impolite, by its instruction
   */
  public record ResponseManner(boolean varied, double errs, Predicate<String> impolite) {
    static final ResponseManner SURE = new ResponseManner(false, 0, instruction -> false);
  }

  /**
   * Answers a prompt.
   *
   * @param manner manner of answers to tasks
   */
  public String respond(PromptIntent intent, RandomStream random, ResponseManner manner) {
    if (intent instanceof PromptIntent.Propose propose) {
      return proposals(propose, random);
    } else if (intent instanceof PromptIntent.TaskList list) {
      return taskList(list, random, manner);
    } else if (intent instanceof PromptIntent.Classify classify) {
      return isClassification(classify.instruction()) ? " Yes" : " No";
    } else if (intent instanceof PromptIntent.Instances request) {
      return instances(request, random, manner);
    } else if (intent instanceof PromptIntent.ProposeOne one) {
      return " " + oneLine(grammar.draw(random, language(one.language(), random)));
    } else if (intent instanceof PromptIntent.OneInstance one) {
      return oneInstance(one, random, manner);
    } else if (intent instanceof PromptIntent.Invent invent) {
      Language language = language(invent.language(), random);
      return task(draw(random, language, task -> task.input().isEmpty()));
    } else if (intent instanceof PromptIntent.Solve solve) {
      return solution(solve, random, manner);
    }
    return revision(intent, random);
  }

  private String revision(PromptIntent intent, RandomStream random) {
    if (intent instanceof PromptIntent.Evolve evolve) {
      return evolve(evolve, random);
    } else if (intent instanceof PromptIntent.Reflect reflect) {
      return reflection(reflect, random);
    } else if (intent instanceof PromptIntent.MakePassive passive) {
      return TaskGrammar.passive(passive.text()).orElse(passive.text());
    } else if (intent instanceof PromptIntent.SetTone tone) {
      return TaskGrammar.request(tone.polite(), tone.text()).orElseGet(() -> setTone(tone, random));
    } else if (intent instanceof PromptIntent.Explain explain) {
      return explain(explain);
    } else if (intent instanceof PromptIntent.Judge judge) {
      return Long.toString(score(judge));
    } else if (intent instanceof PromptIntent.Equal equal) {
      return plain(equal.first()).equals(plain(equal.second())) ? "Equal" : "Not Equal";
    }
    throw new IllegalStateException("no answer for " + intent.getClass());
  }

  private String setTone(PromptIntent.SetTone tone, RandomStream random) {
    Language language = TaskGrammar.language(tone.text());
    String plain =
        TaskGrammar.removeTone(language, !tone.polite(), tone.text()).orElse(tone.text());
    return TaskGrammar.setTone(random, language, tone.polite(), plain);
  }

  private Language language(Optional<Language> requested, RandomStream random) {
    return requested.orElseGet(() -> languages.get(random.nextInt(languages.size())));
  }

  /** Draws tasks until one is wanted, or gives up with the last one. */
  private RehearsalTask draw(
      RandomStream random, Language language, Predicate<RehearsalTask> wanted) {
    RehearsalTask task = grammar.draw(random, language);
    for (int i = 0; i < TRIES && !wanted.test(task); i++) {
      task = grammar.draw(random, language);
    }
    return task;
  }

  private String proposals(PromptIntent.Propose propose, RandomStream random) {
    List<String> earlier = new ArrayList<>(propose.shown());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < PROPOSALS; i++) {
      Language language = language(propose.language(), random);
      RehearsalTask drawn =
          draw(random, language, task -> !propose.labels() || task.classification());
      RehearsalTask task = perturbation.apply(drawn, earlier, random);
      earlier.add(task.instruction());
      out.append(i == 0 ? " " : "\n" + (propose.next() + i) + ". ").append(oneLine(task));
    }
    return out.append('\n').toString();
  }

  /** The instruction alone; a later step generates the input of an open instruction. */
  private static String oneLine(RehearsalTask task) {
    return PythonText.collapse(task.instruction());
  }

  private String taskList(PromptIntent.TaskList list, RandomStream random, ResponseManner manner) {
    List<String> earlier = new ArrayList<>();
    StringBuilder out = new StringBuilder();
    for (int k = list.next(); k <= list.last(); k++) {
      Language language = language(list.language(), random);
      RehearsalTask task = perturbation.apply(grammar.draw(random, language), earlier, random);
      earlier.add(task.instruction());
      out.append(k == list.next() ? "" : "###\n" + k + ". Instruction:")
          .append(' ')
          .append(task.instruction())
          .append("\n" + k + ". Input:\n")
          .append(task.input().isEmpty() ? list.noInput() : task.input())
          .append("\n" + k + ". Output:\n")
          .append(wordAnswer(task.family(), task.instruction(), task.output(), manner))
          .append('\n');
    }
    return out.toString();
  }

  private static boolean isClassification(String instruction) {
    return TaskGrammar.recognize(instruction, "")
        .map(RecognizedTask::isClassification)
        .orElse(false);
  }

  private static String instances(
      PromptIntent.Instances request, RandomStream random, ResponseManner manner) {
    List<RecognizedTask.Instance> instances =
        instances(request.instruction(), random, INSTANCES, manner);
    StringBuilder out = new StringBuilder();
    int number = 0;
    for (RecognizedTask.Instance instance : instances) {
      number++;
      String input = instance.input();
      String output = instance.output() + "\n";
      if (request.labelsFirst()) {
        out.append("Class label: ").append(output).append(input.isEmpty() ? "" : input + "\n");
      } else {
        out.append(input.isEmpty() ? "" : "Example " + number + "\nInput: " + input + "\n")
            .append("Output: ")
            .append(output);
      }
    }
    return out.toString();
  }

  private static String oneInstance(
      PromptIntent.OneInstance request, RandomStream random, ResponseManner manner) {
    RecognizedTask.Instance instance =
        instances(request.instruction(), random, 1, manner).stream()
            .findFirst()
            .orElseGet(() -> unknownInstance(request.instruction()));
    String input = instance.input().isEmpty() ? request.noInput() : instance.input();
    return "Input: " + input + "\nOutput: " + instance.output();
  }

  private static List<RecognizedTask.Instance> instances(
      String instruction, RandomStream random, int max, ResponseManner manner) {
    Optional<RecognizedTask> task = TaskGrammar.recognize(instruction, "");
    if (task.isEmpty()) {
      return List.of(unknownInstance(instruction));
    }
    String family = task.get().family();
    return task.get().instances(random, max).stream()
        .map(
            instance ->
                new RecognizedTask.Instance(
                    instance.input(), wordAnswer(family, instruction, instance.output(), manner)))
        .toList();
  }

  private static RecognizedTask.Instance unknownInstance(String instruction) {
    return new RecognizedTask.Instance("", unknown(TaskGrammar.language(instruction)));
  }

  /** The answer, or its impolite wording for a task of family request. */
  private static String wordAnswer(
      String family, String instruction, String answer, ResponseManner manner) {
    return TaskGrammar.isRequest(family) && manner.impolite().test(instruction)
        ? TaskGrammar.request(false, answer).orElse(answer)
        : answer;
  }

  /** Joins instruction and input of a task. */
  private static String task(RehearsalTask task) {
    return task.input().isEmpty() ? task.instruction() : task.instruction() + "\n" + task.input();
  }

  private String solution(PromptIntent.Solve solve, RandomStream random, ResponseManner manner) {
    Optional<RecognizedTask> task = TaskGrammar.recognize(solve.instruction(), solve.input());
    Language language = TaskGrammar.language(solve.instruction());
    Optional<String> answer = task.flatMap(RecognizedTask::answer);
    if (answer.isEmpty()) {
      return unknown(language);
    }
    boolean mayErr = manner.errs() > 0;
    if (mayErr && random.nextDouble() < manner.errs()) {
      return task.orElseThrow().wrong(random);
    }
    boolean another = manner.varied() && random.nextBoolean();
    String right = answer.get();
    String worded = wordAnswer(task.orElseThrow().family(), solve.instruction(), right, manner);
    return another && worded.equals(right)
        ? TaskGrammar.setTone(random, language, !mayErr || random.nextBoolean(), right)
        : worded;
  }

  private static String unknown(Language language) {
    return Lexicon.of(language).composition("unknown");
  }

  private String evolve(PromptIntent.Evolve evolve, RandomStream random) {
    Language language = TaskGrammar.language(evolve.task());
    return evolve.fromScratch()
        ? task(grammar.draw(random, language))
        : grammar.wrapInStory(random, language, evolve.task());
  }

  private String reflection(PromptIntent.Reflect reflect, RandomStream random) {
    Language language = TaskGrammar.language(reflect.task());
    if (reflect.answerOnly()) {
      String improved = solution(TaskForms.read(reflect.task()), random, ResponseManner.SURE);
      boolean isKnown = !improved.equals(unknown(language));
      return "1. The answer was checked by rule, as this is a rehearsal.\n\n[Better Answer] "
          + (isKnown ? improved : reflect.answer())
          + " [End]";
    }
    RehearsalTask task = grammar.draw(random, language);
    return "1. The task was read; this is a rehearsal without a model.\n\n[New Instruction] "
        + task(task)
        + " [End]\n\n[New Answer] "
        + task.output()
        + " [End]";
  }

  /** Correct answer to a task in any format, if recognized. */
  private static Optional<String> answer(String task) {
    PromptIntent.Solve solve = TaskForms.read(task);
    return TaskGrammar.recognize(solve.instruction(), solve.input())
        .flatMap(RecognizedTask::answer);
  }

  /** Score: 100 for the correct answer, 95 if polite, 60 if impolite, others at most 50. */
  private static long score(PromptIntent.Judge judge) {
    String expected = answer(judge.task()).orElse(judge.reference());
    Language language = TaskGrammar.language(judge.task());
    String answer = judge.answer();
    if (plain(answer).equals(plain(expected))) {
      return 100;
    }
    if (TaskGrammar.removeTone(language, true, answer).filter(expected::equals).isPresent()) {
      return 95;
    }
    return TaskGrammar.removeTone(language, false, answer).filter(expected::equals).isPresent()
        ? 60
        : Math.round(50 * overlap(expected, answer));
  }

  private static String plain(String text) {
    return PythonText.collapse(PythonText.lower(text));
  }

  private static String explain(PromptIntent.Explain explain) {
    String answer = answer(explain.task()).orElse(explain.answer());
    return Lexicon.of(TaskGrammar.language(explain.task())).composition("reasoning")
        + "\n"
        + answer;
  }

  /** Word overlap as F1 over multisets, in [0, 1]. */
  static double overlap(String expected, String actual) {
    List<String> wanted = PythonText.split(PythonText.lower(expected));
    List<String> answer = PythonText.split(PythonText.lower(actual));
    Map<String, Integer> left = new HashMap<>();
    wanted.forEach(word -> left.merge(word, 1, Integer::sum));
    int common = 0;
    for (String word : answer) {
      common += left.merge(word, -1, Integer::sum) >= 0 ? 1 : 0;
    }
    int words = wanted.size() + answer.size();
    return words == 0 ? 0 : 2.0 * common / words;
  }
}
