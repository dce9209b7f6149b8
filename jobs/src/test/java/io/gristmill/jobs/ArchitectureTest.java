package io.gristmill.jobs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.train.tracking.Clocks;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Rules for the dependencies between the packages of {@code jobs}, and for calls that are
 * forbidden.
 */
class ArchitectureTest {

  private static final String ROOT = "io.gristmill.jobs";

  /** Packages that every stage may use; all others except the entry points are stages. */
  private static final Set<String> SHARED =
      Set.of("storage", "progress", "task", "stage", "pipeline", "table", "io", "tokenizer", "llm");

  /** Entry points, which use the stages. */
  private static final String ASSEMBLY = "assembly";

  private static final String CLI = "cli";
  private static final String ML = "ml";

  /** They depend on no stage; stages that need a model use them. */
  private static final Set<String> TRAINERS = Set.of("train", "executor");

  private static final Set<String> MODEL_USERS =
      Set.of("executor", "reference", "respond", "training");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static Set<String> stages() {
    Set<String> stages = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String name = type.getPackageName();
      if (name.length() > ROOT.length()) {
        stages.add(name.substring(ROOT.length() + 1).split("\\.", -1)[0]);
      }
    }
    stages.removeAll(SHARED);
    stages.remove(ASSEMBLY);
    stages.remove(CLI);
    stages.remove(ML);
    return stages;
  }

  private static String[] packages(Iterable<String> names) {
    Set<String> packages = new TreeSet<>();
    names.forEach(name -> packages.add(ROOT + "." + name + ".."));
    return packages.toArray(new String[0]);
  }

  @Test
  void stagesAreFound() {
    assertThat(stages()).contains("ingest", "filter", "novelty", "dedup", "export");
  }

  @Test
  void stagesAreFreeOfEachOther() {
    for (String stage : stages()) {
      Set<String> others = new TreeSet<>(stages());
      others.remove(stage);
      if (MODEL_USERS.contains(stage)) {
        others.removeAll(TRAINERS);
      }
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + stage + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(others))
          .check(CLASSES);
    }
  }

  @Test
  void sharedPackagesDependOnNoStage() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(SHARED))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(stages()))
        .check(CLASSES);
  }

  @Test
  void nothingDependsOnTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + CLI + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "." + CLI + "..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void nothingDependsOnTheSparkMlStages() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + ML + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "." + ML + "..", "org.apache.spark.ml..")
        .check(CLASSES);
  }

  @Test
  void readingFilesNeedsNoSpark() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".io..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  @Test
  void trainingNeedsNoSpark() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".train..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(CLASSES);
  }

  @Test
  void onlyTheTokenizerAndTheTensorsOfTrainingUseDjl() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".train.tensor..", ROOT + ".tokenizer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..")
        .check(CLASSES);
  }

  @Test
  void partsOfTrainingAreFreeOfCycles() {
    slices().matching(ROOT + ".train.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrintsAndEndsTheProgram() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + CLI + "..")
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
  void randomNumbersComeFromRandomStreamsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Random.class, SecureRandom.class, SplittableRandom.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  @Test
  void onlyFilesOfAnAttemptHaveRandomNames() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(HadoopFiles.class)
        .should()
        .callMethod(UUID.class, "randomUUID")
        .check(CLASSES);
  }

  @Test
  void onlyRunsAndTheDisplayOfTrainingsReadTheClock() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Run.class, Clocks.class)
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
  void recordsNeverGoThroughSparksBeanEncoder() {
    noClasses()
        .should()
        .callMethodWhere(
            target(nameMatching("bean"))
                .and(target(owner(nameMatching("org\\.apache\\.spark\\.sql\\.Encoders")))))
        .check(CLASSES);
  }

  @Test
  void nothingNumbersOrSamplesRowsByPartition() {
    noClasses()
        .should()
        .callMethodWhere(
            target(
                    nameMatching(
                        "monotonically_increasing_id|monotonicallyIncreasingId|spark_partition_id"
                            + "|rand|randn|uuid|shuffle|zipWithUniqueId|sample|randomSplit"))
                .and(target(owner(resideInAPackage("org.apache.spark..")))))
        .check(CLASSES);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    Set<String> names = new TreeSet<>();
    CLASSES.forEach(type -> names.add(type.getPackageName()));
    assertThat(names)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            name ->
                assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue());
  }
}
