package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Settings, sources, help and pages use the field's words and none of our former private ones. */
class PrivateWordsTest {

  private static final PrivateWords WORDS = PrivateWords.load();

  private static final Path ROOT = root();

  @Test
  void listHasAtLeastSixtyEntries() {
    assertThat(WORDS.size()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void noSettingHasAFormerName() {
    List<String> found = new ArrayList<>();
    Settings.defaults().toMap().keySet().forEach(key -> found.addAll(WORDS.findInKey(key)));
    assertThat(found).isEmpty();
  }

  @Test
  void noIdentifierOfMainSourcesHasAPrivateWord() {
    List<String> found = new ArrayList<>();
    for (Path file : mainSources()) {
      found.addAll(WORDS.findInCode(ROOT.relativize(file).toString(), read(file)));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noCommentAndNoMessageOfMainSourcesHasAPrivatePhrase() {
    assertThat(inProse(mainSources())).isEmpty();
  }

  @Test
  void noPageOrConfigurationHasAPrivatePhrase() {
    List<Path> pages = new ArrayList<>();
    pages.addAll(files(".conf", "conf"));
    pages.add(ROOT.resolve("common/src/main/resources/reference.conf"));
    pages.addAll(files(".md", ".github", "conf", "submit", "docker", "jobs/python", "jobs/bench"));
    pages.addAll(files(".py", "jobs/python", "jobs/bench", "jobs/src/main/resources"));
    pages.add(ROOT.resolve("README.md"));
    pages.add(ROOT.resolve("jobs/README.md"));
    pages.add(ROOT.resolve("submit/gristmill"));
    assertThat(inProse(pages)).isEmpty();
  }

  @Test
  void noHelpHasAPrivatePhrase() {
    List<String> found = new ArrayList<>(WORDS.findInProse("--help", help("--help")));
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (job, command) -> {
              found.addAll(WORDS.findInProse(job + " --help", help(job, "--help")));
              if (command.getCommandSpec().findOption("--help-all") != null) {
                found.addAll(WORDS.findInProse(job + " --help-all", help(job, "--help-all")));
              }
            });
    assertThat(found).isEmpty();
  }

  @Test
  void aPlantedWordIsFound() {
    assertThat(WORDS.findInKey("sft.optimiser.warm-up"))
        .containsExactlyInAnyOrder(
            "setting sft.optimiser.warm-up: optimiser -> the keys of the block itself",
            "setting sft.optimiser.warm-up: warm-up -> warmup-steps");
    assertThat(WORDS.findInCode("A.java", "class A { int lessonCount; String s = \"slopes\"; }"))
        .containsExactly("A.java: identifier lessonCount: lesson -> training text");
    assertThat(WORDS.findInCode("A.java", "class QuietMode { boolean quiet; }"))
        .containsExactly("A.java: identifier QuietMode: Quiet -> offline mode");
    assertThat(WORDS.findInProse("A.java", "/**\n * A server that\n * is\n * told too.\n */"))
        .containsExactly("A.java:3: \"is * told\" -> name what logs, prints or receives it");
    assertThat(WORDS.findInProse("page", "A folder of its own.")).hasSize(1);
  }

  @Test
  void wordsThatOnlyContainAPrivateOneAreFine() {
    assertThat(WORDS.findInKey("sft.max-steps")).isEmpty();
    assertThat(WORDS.findInKey("export.unique.updates")).isEmpty();
    assertThat(WORDS.findInCode("A.java", "int lessened, reclaimed; // a lesson")).isEmpty();
    assertThat(WORDS.findInProse("page", "The bookkeeping of its owner.")).isEmpty();
  }

  private static List<String> inProse(List<Path> files) {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      found.addAll(WORDS.findInProse(ROOT.relativize(file).toString(), read(file)));
    }
    return found;
  }

  private static String help(String... arguments) {
    String help = CliRun.of(arguments).succeeded().out();
    assertThat(help).contains("Usage:");
    return help;
  }

  private static List<Path> files(String ending, String... folders) {
    List<Path> files = new ArrayList<>();
    for (String folder : folders) {
      Path start = ROOT.resolve(folder);
      if (!Files.isDirectory(start)) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(start)) {
        walk.filter(file -> file.toString().endsWith(ending)).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static List<Path> mainSources() {
    return files(
        ".java",
        "common/src/main",
        "common/rehearsal/src/main",
        "jobs/src/main",
        "jobs/bench/src/main");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project's folder, from the module's or the project's own as working directory. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("common/src/main/resources/reference.conf"))) {
      folder = Objects.requireNonNull(folder.getParent(), "the project's folder");
    }
    return folder;
  }
}
