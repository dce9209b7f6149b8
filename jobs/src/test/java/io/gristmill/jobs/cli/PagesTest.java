package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages name only jobs, settings and pages that exist; {@link PagesIT} runs their commands. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern KEY =
      Pattern.compile("(?!.*\\.(?:conf|json)$)([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)(?:=.*)?");

  @Test
  void thePagesAreFound() {
    assertThat(Pages.all())
        .contains(
            "README.md",
            "conf/README.md",
            "submit/README.md",
            "jobs/README.md",
            "jobs/bench/README.md",
            "jobs/python/README.md",
            ".github/CONTRIBUTING.md",
            ".github/CHANGELOG.md");
    assertThat(Pages.commands()).hasSizeGreaterThan(25);
  }

  @Test
  void everyLinkLeadsToAFile() {
    List<String> broken = new ArrayList<>();
    for (String page : Pages.all()) {
      Path folder = CliFiles.root().resolve(page).resolveSibling("");
      Matcher link = LINK.matcher(Pages.text(page));
      while (link.find()) {
        if (!Files.exists(folder.resolve(link.group(1)))) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everySettingNamedByThePagesExists() {
    List<String> unknown = new ArrayList<>();
    for (String page : Pages.all()) {
      for (String code : Pages.inlineCode(page)) {
        Matcher key = KEY.matcher(code);
        if (key.matches()
            && blocks().contains(code.split("\\.", 2)[0])
            && !isKeyOrBlock(key.group(1))) {
          unknown.add(page + ": " + code);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyJobNamedByThePagesExists() {
    Set<String> jobs = Main.commandLine().getSubcommands().keySet();
    List<String> unknown = new ArrayList<>();
    for (String page : Pages.all()) {
      for (String code : Pages.inlineCode(page)) {
        Matcher command = Pattern.compile("(?:submit/)?gristmill ([a-z][a-z-]*).*").matcher(code);
        if (command.matches() && !jobs.contains(command.group(1))) {
          unknown.add(page + ": " + code);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyCommandOfThePagesIsUnderstood() {
    for (Pages.Command command : Pages.commands()) {
      if (PageRun.isJob(command)) {
        List<String> arguments = new ArrayList<>(PageRun.arguments(command));
        arguments.replaceAll(
            argument ->
                argument.startsWith("conf/")
                    ? CliFiles.root().resolve(argument).toString()
                    : argument);
        if (!arguments.contains("--print-config")) {
          arguments.add("--print-config");
        }
        CliRun run = CliRun.withoutSpark(arguments.toArray(String[]::new));
        assertThat(run.code()).as(command + "\n" + run.err()).isZero();
      }
    }
  }

  @Test
  void everyOtherCommandIsRunSomewhere() {
    for (Pages.Command command : Pages.commands()) {
      assertThat(PageRun.isJob(command) || PageRun.runner(command).isPresent())
          .as("%s is run by a test or a script", command)
          .isTrue();
    }
  }

  private static boolean isKeyOrBlock(String name) {
    return Settings.defaults().toMap().keySet().stream()
        .anyMatch(key -> key.equals(name) || key.startsWith(name + "."));
  }

  private static Set<String> blocks() {
    Set<String> blocks = new TreeSet<>();
    Settings.defaults().toMap().keySet().forEach(key -> blocks.add(key.split("\\.", 2)[0]));
    return blocks;
  }
}
