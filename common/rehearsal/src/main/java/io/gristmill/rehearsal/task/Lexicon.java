package io.gristmill.rehearsal.task;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words and wordings of a language, from the resource {@code rehearsal/<code>.conf}. */
public final class Lexicon {

  private static final Map<Language, Lexicon> ALL = new TreeMap<>();

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Lexicon(language));
    }
  }

  private final Language language;
  private final Map<String, List<String>> lists = new TreeMap<>();
  private final Map<String, List<WordingTemplate>> templates = new TreeMap<>();
  private final Map<String, Map<String, String>> tables = new TreeMap<>();
  private final Map<String, Map<String, String>> lowerTables = new TreeMap<>();
  private final Map<String, String> labels;
  private final Map<String, String> compositions;
  private final List<WordingTemplate> frames;
  private final Map<String, Wordings> wordings = new TreeMap<>();
  private final Map<String, List<String>> keys = new TreeMap<>();
  private final Pattern clausePattern;

  private Lexicon(Language language) {
    this.language = language;
    Config config =
        ConfigFactory.parseResources(
                Lexicon.class.getClassLoader(), "rehearsal/" + language.code() + ".conf")
            .resolve();
    config.getObject("lists").keySet().stream().sorted().forEach(name -> addList(config, name));
    for (String name : config.getObject("tables").keySet()) {
      addTable(name, texts(config.getConfig("tables"), name));
    }
    labels = texts(config, "labels");
    compositions = texts(config, "compositions");
    frames = config.getStringList("frames").stream().map(WordingTemplate::of).toList();
    tables.forEach((name, table) -> keys.put(name, List.copyOf(table.keySet())));
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
    return require(tables.get(name), name);
  }

  /** Keys of a table, in order. */
  List<String> keys(String table) {
    return require(keys.get(table), table);
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
    return require(require(lowerTables.get(table), table).get(lower(key)), key);
  }

  String label(String name) {
    return require(labels.get(name), name);
  }

  /** Text template of the answer to a free task. */
  public String composition(String name) {
    return require(compositions.get(name), name);
  }

  List<WordingTemplate> frames() {
    return frames;
  }

  /** Wordings by family; a family without wordings is not used in this language. */
  Map<String, Wordings> wordings() {
    return wordings;
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

  private void addTable(String name, Map<String, String> entries) {
    Map<String, String> lower = new TreeMap<>();
    entries.forEach((key, value) -> lower.put(lower(key), value));
    tables.put(name, entries);
    lowerTables.put(name, lower);
  }

  private static Map<String, String> texts(Config config, String path) {
    Map<String, String> texts = new TreeMap<>();
    config
        .getObject(quoted(path))
        .forEach((key, value) -> texts.put(key, String.valueOf(value.unwrapped())));
    return new LinkedHashMap<>(texts);
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
