package io.gristmill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Checks the package dependencies of {@code common}, and calls that are forbidden everywhere. */
class ArchitectureTest {

  private static final String ROOT = "io.gristmill";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** The packages of the design, each with its allowed dependencies. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("check", List.of()),
          Map.entry("concurrent", List.of()),
          Map.entry("config", List.of("check")),
          Map.entry("record", List.of("check")),
          Map.entry("random", List.of("check")),
          Map.entry("text", List.of("check")),
          Map.entry("manifest", List.of("check")),
          Map.entry("summary", List.of("manifest")),
          Map.entry("similarity", List.of("check", "concurrent", "random", "text")),
          Map.entry("quality", List.of("check", "config", "record", "text", "similarity")),
          Map.entry("format", List.of("check", "config", "random", "record", "text")),
          Map.entry("mix", List.of("check", "config", "random", "record")),
          Map.entry("split", List.of("check", "config", "random", "record")),
          Map.entry("llm", List.of("check", "concurrent", "config", "random")),
          Map.entry(
              "recipe",
              List.of("check", "config", "random", "record", "text", "quality", "llm", "metric")),
          Map.entry("jinja", List.of("check", "text")),
          Map.entry("chat", List.of("check", "jinja", "text")),
          Map.entry("tokens", List.of("check", "random")),
          Map.entry(
              "encode",
              List.of("check", "chat", "config", "format", "jinja", "record", "text", "tokens")),
          Map.entry("bpe", List.of("check", "config")),
          Map.entry("contamination", List.of("check", "config", "record", "similarity", "text")),
          Map.entry("metric", List.of("check", "random", "similarity", "text")));

  @Test
  void noPackageUsesSparkHadoopOrDjl() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "ai.djl..", "scala..")
        .check(CLASSES);
  }

  @Test
  void everyPackageBelongsToTheDesign() {
    Set<String> found =
        CLASSES.stream().map(c -> slice(c.getPackageName())).collect(Collectors.toSet());
    assertThat(MAY_USE.keySet()).containsAll(found);
    assertThat(found).contains("check", "config", "record", "random", "text", "similarity");
  }

  @Test
  void packagesUseOnlyTheirAllowedPackages() {
    MAY_USE.forEach(
        (name, mayUse) -> {
          String[] others =
              MAY_USE.keySet().stream()
                  .filter(other -> !other.equals(name) && !mayUse.contains(other))
                  .map(other -> ROOT + "." + other + "..")
                  .toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage(ROOT + "." + name + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others)
              .allowEmptyShould(true)
              .check(CLASSES);
        });
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noCodePrintsOrExitsTheProgram() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void randomNumbersComeOnlyFromRandomStreams() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Random.class, SecureRandom.class, SplittableRandom.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(CLASSES);
  }

  @Test
  void nothingDependsOnTheTimeOfDay() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class)
        .check(CLASSES);
  }

  @Test
  void everyPackageIsDocumentedAndNullMarked() {
    Set<String> names = new TreeSet<>();
    CLASSES.forEach(c -> names.add(c.getPackageName()));
    assertThat(names)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            name ->
                assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue());
  }

  @Test
  void settingsAreRecords() {
    classes().that().haveSimpleNameEndingWith("Config").should().beRecords().check(CLASSES);
  }

  private static String slice(String packageName) {
    return Arrays.stream(packageName.split("\\.", -1)).skip(2).findFirst().orElse("");
  }
}
