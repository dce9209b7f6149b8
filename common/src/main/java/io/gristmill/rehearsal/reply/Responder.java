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

  private static final String UNKNOWN = "unknown";
  private static final int INSTANCES = 3;
  private static final int PROPOSALS = 8;
  private static final int LABEL_TRIES = 200;

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
  public String respond(PromptIntent question, RandomStream random, ResponseManner manner) {
    if (question instanceof PromptIntent.Propose propose) {
      return proposals(propose, random);
    } else if (question instanceof PromptIntent.TaskList list) {
      return taskList(list, random, manner);
    } else if (question instanceof PromptIntent.Classify classify) {
      return isClassification(classify.instruction()) ? " Yes" : " No";
    } else if (question instanceof PromptIntent.Instances instances) {
      return instances(instances, random, manner);
    } else if (question instanceof PromptIntent.ProposeOne one) {
      return " " + oneLine(drawn(random, one.language().orElseGet(() -> language(random)), false));
    } else if (question instanceof PromptIntent.OneInstance one) {
      return oneInstance(one, random, manner);
    } else if (question instanceof PromptIntent.Invent invent) {
      return invented(random, invent.language().orElseGet(() -> language(random)));
    } else if (question instanceof PromptIntent.Solve solve) {
      return solution(solve, random, manner);
    }
    return revision(question, random);
  }

  private String revision(PromptIntent question, RandomStream random) {
    if (question instanceof PromptIntent.Evolve evolve) {
      return evolved(evolve, random);
    } else if (question instanceof PromptIntent.Reflect reflect) {
      return reflection(reflect, random);
    } else if (question instanceof PromptIntent.MakePassive passive) {
      return TaskGrammar.passive(passive.text()).orElse(passive.text());
    } else if (question instanceof PromptIntent.SetTone tone) {
      return TaskGrammar.request(tone.polite(), tone.text()).orElseGet(() -> toned(tone, random));
    } else if (question instanceof PromptIntent.Explain explain) {
      return explained(explain);
    }
    return verdict(question);
  }

  private String toned(PromptIntent.SetTone tone, RandomStream random) {
    Language language = languageOf(tone.text());
    String plain =
        TaskGrammar.removeTone(language, !tone.polite(), tone.text()).orElse(tone.text());
    return grammar.setTone(random, language, tone.polite(), plain);
  }

  private static String verdict(PromptIntent question) {
    if (question instanceof PromptIntent.Score score) {
      return Long.toString(Math.round(100 * overlap(score.expected(), score.actual())));
    } else if (question instanceof PromptIntent.Judge judge) {
      return Long.toString(score(judge));
    } else if (question instanceof PromptIntent.Equal equal) {
      return plain(equal.first()).equals(plain(equal.second())) ? "Equal" : "Not Equal";
    } else if (question instanceof PromptIntent.Compare compare) {
      return preferred(compare);
    }
    throw new IllegalStateException("no answer for " + question.getClass());
  }

  private Language language(RandomStream random) {
    return languages.get(random.nextInt(languages.size()));
  }

  private static Language languageOf(String text) {
    return TaskGrammar.language(text);
  }

  private String proposals(PromptIntent.Propose propose, RandomStream random) {
    List<String> earlier = new ArrayList<>(propose.shown());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < PROPOSALS; i++) {
      Language language = propose.language().orElseGet(() -> language(random));
      RehearsalTask task =
          perturbation.apply(drawn(random, language, propose.labels()), earlier, random);
      earlier.add(task.instruction());
      out.append(i == 0 ? " " : "\n" + (propose.next() + i) + ". ").append(oneLine(task));
    }
    return out.append('\n').toString();
  }

  /** The instruction alone; a later step generates the input of an open instruction. */
  private static String oneLine(RehearsalTask task) {
    return PythonText.collapse(task.instruction());
  }

  private RehearsalTask drawn(RandomStream random, Language language, boolean labels) {
    RehearsalTask task = grammar.draw(random, language);
    for (int i = 0; labels && !task.classification() && i < LABEL_TRIES; i++) {
      task = grammar.draw(random, language);
    }
    return task;
  }

  private String taskList(PromptIntent.TaskList list, RandomStream random, ResponseManner manner) {
    List<String> earlier = new ArrayList<>();
    StringBuilder out = new StringBuilder();
    for (int k = list.next(); k <= list.last(); k++) {
      Language language = list.language().orElseGet(() -> language(random));
      RehearsalTask task = perturbation.apply(grammar.draw(random, language), earlier, random);
      earlier.add(task.instruction());
      out.append(k == list.next() ? "" : "###\n" + k + ". Instruction:")
          .append(' ')
          .append(task.instruction())
          .append("\n" + k + ". Input:\n")
          .append(task.input().isEmpty() ? list.noInput() : task.input())
          .append("\n" + k + ". Output:\n")
          .append(worded(task.family(), task.instruction(), task.output(), manner))
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
      PromptIntent.Instances asked, RandomStream random, ResponseManner manner) {
    List<RecognizedTask.Instance> instances =
        TaskGrammar.recognize(asked.instruction(), "")
            .map(known -> instances(known, asked.instruction(), random, INSTANCES, manner))
            .orElseGet(
                () ->
                    List.of(
                        new RecognizedTask.Instance("", unknown(languageOf(asked.instruction())))));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < instances.size(); i++) {
      RecognizedTask.Instance instance = instances.get(i);
      out.append(asked.labelsFirst() ? labelled(instance) : example(instance, i + 1));
    }
    return out.toString();
  }

  private static List<RecognizedTask.Instance> instances(
      RecognizedTask known,
      String instruction,
      RandomStream random,
      int most,
      ResponseManner manner) {
    return known.instances(random, most).stream()
        .map(
            instance ->
                new RecognizedTask.Instance(
                    instance.input(),
                    worded(known.family(), instruction, instance.output(), manner)))
        .toList();
  }

  /** The answer, or its impolite wording for a task of family request. */
  private static String worded(
      String family, String instruction, String answer, ResponseManner manner) {
    return TaskGrammar.isRequest(family) && manner.impolite().test(instruction)
        ? TaskGrammar.request(false, answer).orElse(answer)
        : answer;
  }

  private static String labelled(RecognizedTask.Instance instance) {
    return "Class label: "
        + instance.output()
        + (instance.input().isEmpty() ? "" : "\n" + instance.input())
        + "\n";
  }

  private static String example(RecognizedTask.Instance instance, int number) {
    return instance.input().isEmpty()
        ? "Output: " + instance.output() + "\n"
        : "Example "
            + number
            + "\nInput: "
            + instance.input()
            + "\nOutput: "
            + instance.output()
            + "\n";
  }

  /** Joins instruction and input of a task. */
  private static String task(RehearsalTask task) {
    return task.input().isEmpty() ? task.instruction() : task.instruction() + "\n" + task.input();
  }

  private static String oneInstance(
      PromptIntent.OneInstance asked, RandomStream random, ResponseManner manner) {
    RecognizedTask.Instance instance =
        TaskGrammar.recognize(asked.instruction(), "")
            .flatMap(
                known ->
                    instances(known, asked.instruction(), random, 1, manner).stream().findFirst())
            .orElseGet(
                () -> new RecognizedTask.Instance("", unknown(languageOf(asked.instruction()))));
    String input = instance.input().isEmpty() ? asked.noInput() : instance.input();
    return "Input: " + input + "\nOutput: " + instance.output();
  }

  /** A task without a separate input, as a user's message. */
  private String invented(RandomStream random, Language language) {
    RehearsalTask task = grammar.draw(random, language);
    for (int i = 0; !task.input().isEmpty() && i < LABEL_TRIES; i++) {
      task = grammar.draw(random, language);
    }
    return task(task);
  }

  private String solution(PromptIntent.Solve solve, RandomStream random, ResponseManner manner) {
    Optional<RecognizedTask> known = TaskGrammar.recognize(solve.instruction(), solve.input());
    Language language = languageOf(solve.instruction());
    Optional<String> answer = known.flatMap(RecognizedTask::answer);
    if (answer.isEmpty()) {
      return unknown(language);
    }
    boolean mayErr = manner.errs() > 0;
    if (mayErr && random.nextDouble() < manner.errs()) {
      return known.orElseThrow().wrong(random);
    }
    boolean another = manner.varied() && random.nextBoolean();
    String right = answer.get();
    String worded = worded(known.orElseThrow().family(), solve.instruction(), right, manner);
    return another && worded.equals(right)
        ? grammar.setTone(random, language, !mayErr || random.nextBoolean(), right)
        : worded;
  }

  private static String unknown(Language language) {
    return Lexicon.of(language).composition(UNKNOWN);
  }

  private String evolved(PromptIntent.Evolve evolve, RandomStream random) {
    Language language = languageOf(evolve.task());
    return evolve.fromScratch()
        ? task(grammar.draw(random, language))
        : grammar.wrapInStory(random, language, evolve.task());
  }

  private String reflection(PromptIntent.Reflect reflect, RandomStream random) {
    Language language = languageOf(reflect.task());
    if (reflect.answerOnly()) {
      String better = solution(TaskForms.read(reflect.task()), random, ResponseManner.SURE);
      boolean isKnown = !better.equals(unknown(language));
      return "1. The answer was checked by rule, as this is a rehearsal.\n\n[Better Answer] "
          + (isKnown ? better : reflect.answer())
          + " [End]";
    }
    RehearsalTask task = grammar.draw(random, language);
    return "1. The task was read; this is a rehearsal without a model.\n\n[New Instruction] "
        + task(task)
        + " [End]\n\n[New Answer] "
        + task.output()
        + " [End]";
  }

  private static String preferred(PromptIntent.Compare compare) {
    String answer = answer(compare.task()).orElse(compare.task());
    double first = overlap(answer, compare.first());
    double second = overlap(answer, compare.second());
    return first > second ? "[[A]]" : first < second ? "[[B]]" : "[[C]]";
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
    Language language = languageOf(judge.task());
    String given = judge.answer();
    if (plain(given).equals(plain(expected))) {
      return 100;
    }
    if (TaskGrammar.removeTone(language, true, given).filter(expected::equals).isPresent()) {
      return 95;
    }
    return TaskGrammar.removeTone(language, false, given).filter(expected::equals).isPresent()
        ? 60
        : Math.round(50 * overlap(expected, given));
  }

  private static String plain(String text) {
    return PythonText.collapse(PythonText.lower(text));
  }

  private static String explained(PromptIntent.Explain explain) {
    String answer = answer(explain.task()).orElse(explain.answer());
    return Lexicon.of(languageOf(explain.task())).composition("reasoning") + "\n" + answer;
  }

  /** Word overlap as F1 over multisets, in [0, 1]. */
  static double overlap(String expected, String actual) {
    List<String> wanted = PythonText.split(PythonText.lower(expected));
    List<String> given = PythonText.split(PythonText.lower(actual));
    Map<String, Integer> left = new HashMap<>();
    wanted.forEach(word -> left.merge(word, 1, Integer::sum));
    int common = 0;
    for (String word : given) {
      common += left.merge(word, -1, Integer::sum) >= 0 ? 1 : 0;
    }
    int words = wanted.size() + given.size();
    return words == 0 ? 0 : 2.0 * common / words;
  }
}
