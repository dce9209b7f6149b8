package io.gristmill.jobs.cli;

import io.gristmill.jobs.testing.FileBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the project and the commands that they show. */
final class Pages {

  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern HEADER_LINE = Pattern.compile("#   (\\S.*)");
  private static final Pattern CONTINUED = Pattern.compile("\\\\\n#?\\s*");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)# .*");

  private Pages() {}

  /**
   * A command line of a page, continuation lines joined.
   *
   * @param page the page, relative to the project
   */
  record Command(String page, String text) {}

  /** All Markdown pages of the project, relative to its root. */
  static List<String> all() {
    List<String> pages = new ArrayList<>(List.of("README.md"));
    for (String folder : List.of("conf", "submit", "jobs", ".github")) {
      pages.addAll(files(folder, ".md"));
    }
    return pages;
  }

  /** The commands of the pages, and those in the headers of the overlays. */
  static List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    for (String page : all()) {
      Matcher block = BLOCK.matcher(text(page));
      while (block.find()) {
        addLines(page, block.group(1), commands);
      }
    }
    for (String overlay : files("conf", ".conf")) {
      String header = String.join("\n", text(overlay).lines().takeWhile(Pages::isComment).toList());
      addLines(
          overlay,
          CONTINUED
              .matcher(header)
              .replaceAll("")
              .lines()
              .map(HEADER_LINE::matcher)
              .filter(Matcher::matches)
              .map(line -> line.group(1) + "\n")
              .reduce("", String::concat),
          commands);
    }
    return commands;
  }

  /** The texts in backquotes of a page, outside its blocks. */
  static List<String> inlineCode(String page) {
    Matcher matcher = INLINE.matcher(text(page).replaceAll("(?s)```.*?```", ""));
    return matcher.results().map(found -> found.group(1)).toList();
  }

  static String text(String page) {
    return FileBytes.read(CliFiles.root().resolve(page));
  }

  private static boolean isComment(String line) {
    return line.startsWith("#");
  }

  private static void addLines(String page, String block, List<Command> commands) {
    CONTINUED
        .matcher(block)
        .replaceAll("")
        .lines()
        .map(line -> COMMENT.matcher(line).replaceAll("").strip())
        .filter(line -> !line.isEmpty())
        .forEach(line -> commands.add(new Command(page, line)));
  }

  private static List<String> files(String folder, String ending) {
    Path root = CliFiles.root();
    try (Stream<Path> found = Files.walk(root.resolve(folder), 3)) {
      return found
          .filter(path -> path.toString().endsWith(ending))
          .map(path -> root.relativize(path).toString())
          .filter(path -> !path.contains("/target/") && !path.contains("/src/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
