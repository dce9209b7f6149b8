package io.gristmill.rehearsal.task;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words and wordings of a language, from the resource {@code rehearsal/<code>.conf}. */
public final class Lexicon {

  private static final Map<Language, Lexicon> ALL = new TreeMap<>();

  private static final Map<String, Language> LANGUAGE_NAMES = new TreeMap<>();
  private static final Pattern LANGUAGE_NAME;

  static {
    for (Language language : Language.values()) {
      Lexicon lexicon = new Lexicon(language);
      ALL.put(language, lexicon);
      lexicon.list("language-name").forEach(name -> LANGUAGE_NAMES.put(name, language));
    }
    LANGUAGE_NAME =
        Pattern.compile(
            LANGUAGE_NAMES.keySet().stream()
                .map(name -> name.charAt(0) < 128 ? "\\b" + name + "\\b" : name)
                .collect(Collectors.joining("|")));
  }

  private final Language language;
  private final Map<String, List<String>> lists = new TreeMap<>();
  private final Map<String, List<WordingTemplate>> templates = new TreeMap<>();
  private final Map<String, Table> tables = new TreeMap<>();
  private final Map<String, String> labels;
  private final Map<String, String> compositions;
  private final Map<String, Wordings> wordings = new TreeMap<>();
  private final Pattern clausePattern;

  private Lexicon(Language language) {
    this.language = language;
    Config config =
        ConfigFactory.parseResources(
                Lexicon.class.getClassLoader(), "rehearsal/" + language.code() + ".conf")
            .resolve();
    config.getObject("lists").keySet().stream().sorted().forEach(name -> addList(config, name));
    for (String name : config.getObject("tables").keySet()) {
      tables.put(name, Table.of(texts(config.getConfig("tables"), name)));
    }
    labels = texts(config, "labels");
    compositions = texts(config, "compositions");
    clausePattern = Clause.pattern(this);
    Config phrasings = config.getConfig("phrasings");
    for (String family : phrasings.root().keySet()) {
      wordings.put(family, Wordings.read(family, phrasings.getConfig(quoted(family))));
    }
  }

  /** Returns the lexicon of a language. */
  public static Lexicon of(Language language) {
    return Optional.ofNullable(ALL.get(language)).orElseThrow();
  }

  /** Language that a text names first. */
  static Optional<Language> named(String text) {
    return LANGUAGE_NAME
        .matcher(text)
        .results()
        .findFirst()
        .map(name -> LANGUAGE_NAMES.get(name.group()));
  }

  public Language language() {
    return language;
  }

  /** Words of a list. */
  List<String> list(String name) {
    return require(lists.get(name), name);
  }

  boolean hasList(String name) {
    return lists.containsKey(name);
  }

  /** Sentence templates of a list. */
  List<WordingTemplate> templates(String name) {
    return require(templates.get(name), name);
  }

  /** Pairs of a table, in the order of their keys. */
  Map<String, String> table(String name) {
    return require(tables.get(name), name).entries();
  }

  /** Keys of a table, in order. */
  List<String> keys(String table) {
    return require(tables.get(table), table).keys();
  }

  /** Pattern of the sentences of {@link Clause}. */
  Pattern clausePattern() {
    return clausePattern;
  }

  /**
   * Looks up the value of a key in a table, ignoring case.
   *
   * @throws NoSuchElementException if the key is missing
   */
  String lookUp(String table, String key) {
    return require(require(tables.get(table), table).byLowerKey().get(lower(key)), key);
  }

  String label(String name) {
    return require(labels.get(name), name);
  }

  /** Text template of the answer to a free task. */
  public String composition(String name) {
    return require(compositions.get(name), name);
  }

  /** Wordings by family; a family without wordings is not used in this language. */
  Map<String, Wordings> wordings() {
    return wordings;
  }

  boolean hasTable(String name) {
    return tables.containsKey(name);
  }

  /** Applies the first rule of a list whose pattern occurs in the text. */
  String inflect(String rules, String text) {
    for (String rule : list(rules)) {
      int arrow = rule.indexOf(" => ");
      Matcher matcher = Pattern.compile(rule.substring(0, arrow)).matcher(text);
      if (matcher.find()) {
        return matcher.replaceFirst(rule.substring(arrow + 4));
      }
    }
    return text;
  }

  /** Capitalizes the first letter. */
  static String capital(String text) {
    int end = text.offsetByCodePoints(0, 1);
    return Character.toString(Character.toTitleCase(text.codePointAt(0))) + text.substring(end);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private void addList(Config config, String name) {
    List<String> entries = config.getConfig("lists").getStringList(quoted(name));
    lists.put(name, entries);
    if (entries.stream().anyMatch(entry -> entry.contains("{"))) {
      templates.put(name, entries.stream().map(WordingTemplate::of).toList());
    }
  }

  private static Map<String, String> texts(Config config, String path) {
    Map<String, String> texts = new TreeMap<>();
    config
        .getObject(quoted(path))
        .forEach((key, value) -> texts.put(key, String.valueOf(value.unwrapped())));
    return texts;
  }

  private static String quoted(String key) {
    return ConfigUtil.quoteString(key);
  }

  private <T> T require(@Nullable T value, String name) {
    if (value == null) {
      throw new NoSuchElementException(name + " is not in the " + language.code() + " lexicon");
    }
    return value;
  }

  /** Name of the list that fills a slot: {@code person2} is filled from {@code person}. */
  static String listOf(String slot) {
    return slot.replaceFirst("[0-9]+$", "");
  }

  private record Table(
      Map<String, String> entries, List<String> keys, Map<String, String> byLowerKey) {
    static Table of(Map<String, String> entries) {
      Map<String, String> byLowerKey = new TreeMap<>();
      entries.forEach((key, value) -> byLowerKey.put(lower(key), value));
      return new Table(entries, List.copyOf(entries.keySet()), byLowerKey);
    }
  }

  /** Wordings of a family. */
  record Wordings(List<Phrasing> plain, List<Phrasing> all) {
    static Wordings read(String family, Config config) {
      List<Phrasing> plain = phrasings(family, config, "plain");
      List<Phrasing> all = new ArrayList<>(plain);
      all.addAll(phrasings(family, config, "rich"));
      return new Wordings(plain, all);
    }

    private static List<Phrasing> phrasings(String family, Config config, String key) {
      return config.hasPath(key)
          ? config.getStringList(key).stream().map(text -> Phrasing.of(family, text)).toList()
          : List.of();
    }
  }
}
