package io.gristmill.rehearsal.task;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A clause of actor, action and object, as keys of the tables of these names. The tables map word
 * forms: {@code actor} maps the form as subject to the form after "by", {@code action} the past
 * tense to the participle, {@code object} the form as object to the form as subject.
 */
record Clause(String actor, String action, String object) {

  private static final Pattern PARTICLE = Pattern.compile("\\((.)\\|(.)\\)");

  static Clause draw(SlotSampler draw) {
    return new Clause(draw.key("actor"), draw.key("action"), draw.key("object"));
  }

  /** Parses a sentence, ignoring case. */
  static Optional<Clause> read(String sentence, Lexicon lexicon) {
    return Optional.of(lexicon.clausePattern().matcher(sentence.strip()))
        .filter(m -> m.matches())
        .map(m -> new Clause(m.group("actor"), m.group("action"), m.group("object")));
  }

  /** Sentence in the active voice. */
  String active(Lexicon lexicon) {
    return Lexicon.capital(withParticles(fill(lexicon.composition("active"))));
  }

  /** Sentence in the passive voice; not available in Korean. */
  String passive(Lexicon lexicon) {
    Clause forms =
        new Clause(
            lexicon.lookUp("actor", actor),
            lexicon.lookUp("action", action),
            lexicon.lookUp("object", object));
    String text = forms.fill(lexicon.composition("passive"));
    String rule = "passive-rule";
    return Lexicon.capital(lexicon.hasList(rule) ? lexicon.inflect(rule, text) : text);
  }

  private String fill(String template) {
    return template
        .replace("{actor}", actor)
        .replace("{action}", action)
        .replace("{object}", object);
  }

  /** The pattern of active sentences in a language. */
  static Pattern pattern(Lexicon lexicon) {
    Clause groups =
        new Clause(group("actor", lexicon), group("action", lexicon), group("object", lexicon));
    String active = lexicon.composition("active").replaceFirst("[.。]$", "");
    return Pattern.compile(
        groups.fill(active) + "[.。!]?", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String group(String table, Lexicon lexicon) {
    return lexicon.keys(table).stream()
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?<" + table + ">", ")"));
  }

  /** Chooses Korean particles, which depend on whether the word before ends in a consonant. */
  private static String withParticles(String text) {
    return PARTICLE
        .matcher(text)
        .replaceAll(m -> m.group(endsInConsonant(text.charAt(m.start() - 1)) ? 1 : 2));
  }

  private static boolean endsInConsonant(char syllable) {
    return syllable >= 0xAC00 && (syllable - 0xAC00) % 28 != 0;
  }
}
