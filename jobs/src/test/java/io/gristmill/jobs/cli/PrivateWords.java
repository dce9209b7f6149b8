package io.gristmill.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of private words, each with the field's word for it, and the search for them in keys,
 * Java sources and prose.
 *
 * @param keys private names of settings
 * @param identifiers private parts of Java identifiers
 * @param phrases private phrases of prose
 */
record PrivateWords(List<Key> keys, List<Identifier> identifiers, List<Phrase> phrases) {

  /** A setting's old name within some blocks of {@code reference.conf}. */
  record Key(Set<String> blocks, String oldName, String newName) {}

  /**
   * A camel-case part of an identifier. A part that starts with a capital letter is banned in that
   * spelling alone: {@code Quiet} bans a type {@code QuietMode}, not a field {@code quiet}.
   */
  record Identifier(String part, String fieldTerm) {}

  /** A phrase as a regular expression in which a blank matches white space and comment marks. */
  record Phrase(Pattern pattern, String fieldTerm) {}

  private static final String RESOURCE = "/vocabulary/private-words.txt";

  /** String literals, text blocks, character literals and comments of a Java source. */
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])*+'"
              + "|//[^\\n]*+|/\\*(?s:.*?)\\*/");

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w$]*+");
  private static final Pattern CAMEL_PART =
      Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]");

  /** Reads the committed list. */
  static PrivateWords load() {
    try (InputStream in =
        Objects.requireNonNull(PrivateWords.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrivateWords parse(String text) {
    PrivateWords words = new PrivateWords(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    String section = "";
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        section = line;
        continue;
      }
      int arrow = line.indexOf(" -> ");
      words.add(section, line.substring(0, arrow), line.substring(arrow + 4));
    }
    return words;
  }

  private void add(String section, String banned, String fieldTerm) {
    switch (section) {
      case "[keys]" -> {
        String[] parts = banned.split(": ", 2);
        keys.add(new Key(Set.copyOf(Arrays.asList(parts[0].split(" "))), parts[1], fieldTerm));
      }
      case "[identifiers]" -> identifiers.add(new Identifier(banned, fieldTerm));
      case "[phrases]" ->
          phrases.add(
              new Phrase(
                  Pattern.compile(
                      "(?<![\\w-])" + banned.replace(" ", "[\\s*#/\"+]+") + "(?![\\w-])",
                      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                  fieldTerm));
      default -> throw new IllegalArgumentException("no section " + section);
    }
  }

  int size() {
    return keys.size() + identifiers.size() + phrases.size();
  }

  /** Private names among the elements of a setting's path, for example {@code sft.updates}. */
  List<String> findInKey(String path) {
    List<String> elements = Arrays.asList(path.split("\\."));
    List<String> found = new ArrayList<>();
    for (Key key : keys) {
      if (key.blocks().contains(elements.get(0))
          && elements.subList(1, elements.size()).contains(key.oldName())) {
        found.add("setting " + path + ": " + key.oldName() + " -> " + key.newName());
      }
    }
    return found;
  }

  /** Private parts of the identifiers in a Java source. */
  List<String> findInCode(String name, String source) {
    Set<String> found = new TreeSet<>();
    String code = NOT_CODE.matcher(source).replaceAll(" ");
    Matcher matcher = IDENTIFIER.matcher(code);
    while (matcher.find()) {
      for (Identifier banned : identifiers) {
        if (hasPart(matcher.group(), banned.part())) {
          found.add(
              name
                  + ": identifier "
                  + matcher.group()
                  + ": "
                  + banned.part()
                  + " -> "
                  + banned.fieldTerm());
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean hasPart(String identifier, String banned) {
    if (!Character.isUpperCase(banned.charAt(0))) {
      return parts(identifier).stream()
          .anyMatch(part -> part.toLowerCase(Locale.ROOT).equals(banned));
    }
    List<String> wanted = parts(banned);
    return Collections.indexOfSubList(parts(identifier), wanted) >= 0;
  }

  private static List<String> parts(String identifier) {
    return CAMEL_PART.matcher(identifier).results().map(MatchResult::group).toList();
  }

  /** Private phrases in a text with its line numbers. */
  List<String> findInProse(String name, String text) {
    List<String> found = new ArrayList<>();
    for (Phrase phrase : phrases) {
      Matcher matcher = phrase.pattern().matcher(text);
      while (matcher.find()) {
        long line = text.substring(0, matcher.start()).lines().count();
        found.add(
            name
                + ":"
                + Math.max(1, line)
                + ": \""
                + matcher.group().replaceAll("\\s+", " ")
                + "\" -> "
                + phrase.fieldTerm());
      }
    }
    return found;
  }
}
