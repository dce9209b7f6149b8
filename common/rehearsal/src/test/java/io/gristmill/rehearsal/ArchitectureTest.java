package io.gristmill.rehearsal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Checks the package dependencies of the rehearsal, and calls that are forbidden. */
class ArchitectureTest {

  private static final String ROOT = "io.gristmill.rehearsal";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void ofCommonOnlyThePackagesOfItsDesignAreUsed() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.gristmill..")
                .and(
                    resideOutsideOfPackages(
                        ROOT + "..",
                        "io.gristmill.check..",
                        "io.gristmill.concurrent..",
                        "io.gristmill.config..",
                        "io.gristmill.llm",
                        "io.gristmill.random..",
                        "io.gristmill.text..")))
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void answersDependOnRandomStreamsOnlyAndNothingIsPrinted() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsDocumentedAndNullMarked() {
    Set<String> names = CLASSES.stream().map(c -> c.getPackageName()).collect(Collectors.toSet());
    assertThat(names)
        .contains(ROOT, ROOT + ".reply", ROOT + ".server", ROOT + ".task")
        .allSatisfy(
            name ->
                assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue());
  }
}
