package io.gristmill.rehearsal.task;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import io.gristmill.text.PythonText;
import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Grammar of all task families: generates tasks and recognizes them in text. Immutable; generation
 * depends on the random stream only.
 */
public final class TaskGrammar {

  private static final int TRIES = 1000;

  /** Maximum nesting of stories in which a task is recognized, enough for ten evolutions. */
  private static final int STORIES = 10;

  private static final String TASK_SLOT = "task";

  private static final Map<String, TaskFamily> FAMILIES = new LinkedHashMap<>();

  static {
    Stream.of(
            NumberFamilies.all(),
            ListFamilies.all(),
            TextFamilies.all(),
            WordFamilies.all(),
            DateFamilies.all(),
            FreeFamilies.all())
        .flatMap(Collection::stream)
        .forEach(family -> FAMILIES.put(family.name(), family));
  }

  private final Style style;
  private final Map<Language, List<TaskFamily>> drawable = new EnumMap<>(Language.class);

  private TaskGrammar(Collection<String> names, Style style) {
    this.style = style;
    for (Language language : Language.values()) {
      List<TaskFamily> task =
          FAMILIES.values().stream().filter(f -> hasWordings(f, Lexicon.of(language))).toList();
      List<TaskFamily> selected =
          task.stream().filter(f -> names.isEmpty() || names.contains(f.name())).toList();
      drawable.put(language, selected.isEmpty() ? task : selected);
    }
  }

  /** Names of all families. */
  public static List<String> families() {
    return List.copyOf(FAMILIES.keySet());
  }

  /**
   * Creates a grammar that draws from the given families; it recognizes all.
   *
   * @param names names of families; empty means all
   */
  public static TaskGrammar of(Collection<String> names, Style style) {
    names.forEach(
        name -> Require.that(FAMILIES.containsKey(name), "there is no task family %s", name));
    return new TaskGrammar(names, style);
  }

  /** Draws a task in a language; from other families if the given ones do not support it. */
  public RehearsalTask draw(RandomStream random, Language language) {
    Lexicon lexicon = Lexicon.of(language);
    SlotSampler draw = new SlotSampler(random, lexicon);
    List<TaskFamily> candidates = Optional.ofNullable(drawable.get(language)).orElseThrow();
    for (int i = 0; i < TRIES; i++) {
      Optional<RehearsalTask> task = attempt(draw, draw.of(candidates));
      if (task.isPresent()) {
        return task.get();
      }
    }
    throw new IllegalStateException("no task could be drawn in " + language);
  }

  private boolean hasWordings(TaskFamily family, Lexicon lexicon) {
    return !phrasings(family, lexicon).isEmpty();
  }

  private List<Phrasing> phrasings(TaskFamily family, Lexicon lexicon) {
    Lexicon.Wordings wordings = lexicon.wordings().get(family.name());
    if (wordings == null) {
      return List.of();
    }
    return style == Style.PLAIN ? wordings.plain() : wordings.all();
  }

  private Optional<RehearsalTask> attempt(SlotSampler draw, TaskFamily family) {
    Phrasing phrasing = draw.of(phrasings(family, draw.lexicon()));
    Map<String, String> values = RecognizedTask.values(draw, family, phrasing, Map.of());
    return family
        .answer(new Slots(values, draw.lexicon()))
        .map(output -> task(draw, family, phrasing, values, output));
  }

  private RehearsalTask task(
      SlotSampler draw,
      TaskFamily family,
      Phrasing phrasing,
      Map<String, String> values,
      String output) {
    String instruction = frame(draw, phrasing.instruction().write(draw.random(), values::get));
    String input = phrasing.input().map(t -> t.write(draw.random(), values::get)).orElse("");
    boolean request = isRequest(family.name());
    Language language = draw.lexicon().language();
    return new RehearsalTask(
        instruction,
        input,
        output,
        language,
        family.name(),
        family.classification(),
        RecognizedTask.wrong(draw, family, phrasing, output),
        request ? output : setTone(draw.random(), language, true, output),
        request
            ? ErrandRequests.write(false, new Slots(values, draw.lexicon()))
            : setTone(draw.random(), language, false, output));
  }

  private String frame(SlotSampler draw, String task) {
    return style == Style.PLAIN || draw.random().nextBoolean()
        ? task
        : wrapInStory(draw.random(), draw.lexicon().language(), task);
  }

  /** Wraps a task in a short story, in which it is still recognized, even nested. */
  public String wrapInStory(RandomStream random, Language language, String task) {
    SlotSampler draw = new SlotSampler(random, Lexicon.of(language));
    int end = task.indexOf('\n');
    String line = PythonText.strip(end < 0 ? task : task.substring(0, end));
    return draw.sentence("frame", Map.of(TASK_SLOT, line)) + (end < 0 ? "" : task.substring(end));
  }

  /** Rewrites a text in a polite or impolite tone. */
  public static String setTone(
      RandomStream random, Language language, boolean polite, String text) {
    return tones(language, polite)
        .get(random.nextInt(tones(language, polite).size()))
        .write(random, slot -> text);
  }

  private static List<WordingTemplate> tones(Language language, boolean polite) {
    return Lexicon.of(language).templates(polite ? "polite" : "impolite");
  }

  /** Reverts {@link #setTone}; empty if the text does not have that tone. */
  public static Optional<String> removeTone(Language language, boolean polite, String text) {
    return tones(language, polite).stream()
        .flatMap(template -> template.read(text, "answer").stream())
        .findFirst();
  }

  /** Whether tasks of the family ask for a request to a person, which has two tones. */
  public static boolean isRequest(String family) {
    return family.equals(FreeFamilies.REQUEST);
  }

  /**
   * Converts an answer of family {@code request} to its polite or impolite wording; empty if the
   * text is not a request.
   */
  public static Optional<String> request(boolean polite, String text) {
    return languages(text)
        .flatMap(lexicon -> ErrandRequests.convert(polite, text, lexicon).stream())
        .findFirst();
  }

  /** Converts a sentence of {@link Clause} to the passive voice. */
  public static Optional<String> passive(String sentence) {
    return languages(sentence)
        .filter(lexicon -> lexicon.wordings().containsKey("passive"))
        .flatMap(lexicon -> Clause.read(sentence, lexicon).map(c -> c.passive(lexicon)).stream())
        .findFirst();
  }

  /**
   * Recognizes a task by its wording, ignoring case and white space.
   *
   * @param input empty for a task without input or an open task
   */
  public static Optional<RecognizedTask> recognize(String instruction, String input) {
    String text = PythonText.collapse(instruction);
    String inputText = PythonText.strip(input);
    return languages(text)
        .flatMap(lexicon -> readings(text, inputText, lexicon, STORIES))
        .findFirst();
  }

  /** Readings of a text, innermost story first, so that a story is not mistaken for the task. */
  private static Stream<RecognizedTask> readings(
      String text, String inputText, Lexicon lexicon, int depth) {
    Stream<RecognizedTask> inner =
        depth == 0
            ? Stream.empty()
            : lexicon.templates("frame").stream()
                .flatMap(frame -> frame.read(text, TASK_SLOT).stream())
                .flatMap(task -> readings(task, inputText, lexicon, depth - 1));
    Stream<RecognizedTask> outer =
        lexicon.wordings().values().stream()
            .flatMap(wordings -> wordings.all().stream())
            .flatMap(
                phrasing ->
                    phrasing.read(text, inputText).stream()
                        .map(v -> new RecognizedTask(family(phrasing), phrasing, v, lexicon)))
            .filter(task -> task.isComplete() ? task.answer().isPresent() : task.isOpen());
    return Stream.concat(inner, outer);
  }

  private static TaskFamily family(Phrasing phrasing) {
    return Objects.requireNonNull(FAMILIES.get(phrasing.family()), phrasing.family());
  }

  /** Language of a text by its script and wording; English if undecided. */
  public static Language language(String text) {
    List<Language> possible = languages(text).map(Lexicon::language).toList();
    return possible.size() == 1
        ? possible.get(0)
        : recognize(firstLine(text), "").map(RecognizedTask::language).orElse(Language.EN);
  }

  /** Language that a text names first. */
  public static Optional<Language> namedLanguage(String text) {
    return Lexicon.named(text);
  }

  /** An apology in the language of the text. */
  public static String refusal(String text) {
    return Lexicon.of(language(text)).composition("refusal");
  }

  private static String firstLine(String text) {
    return PythonText.strip(text).lines().findFirst().orElse("");
  }

  private static Stream<Lexicon> languages(String text) {
    boolean hangul = hasScript(text, UnicodeScript.HANGUL);
    boolean han = hasScript(text, UnicodeScript.HAN);
    Stream<Language> languages =
        hangul
            ? Stream.of(Language.KO)
            : han ? Stream.of(Language.ZH) : Stream.of(Language.EN, Language.DE, Language.ES);
    return languages.map(Lexicon::of);
  }

  private static boolean hasScript(String text, UnicodeScript script) {
    return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == script);
  }
}
