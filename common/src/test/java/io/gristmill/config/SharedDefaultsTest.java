package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gristmill.check.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Precedence of the keys that {@code sft} and {@code dpo} share. */
class SharedDefaultsTest {

  private static final String RATE = "learning-rate";

  @TempDir Path folder;

  private final Problems problems = new Problems();

  private Settings set(String... assignments) {
    return Settings.load(null, List.of(assignments), problems);
  }

  private Settings file(String text, String... assignments) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    return Settings.load(file, List.of(assignments), problems);
  }

  private double number(Settings settings, String job, String key) {
    return settings.reader(job, problems).real(key, 0, 1e9);
  }

  @Test
  void unsetKeysHaveTheSharedDefaultOrThatOfTheJob() {
    Settings defaults = Settings.defaults();
    assertThat(number(defaults, "sft", RATE)).isEqualTo(2e-5);
    assertThat(number(defaults, "dpo", RATE)).isEqualTo(1e-6);
    assertThat(number(defaults, "sft", "num-train-epochs")).isEqualTo(3);
    assertThat(number(defaults, "dpo", "num-train-epochs")).isEqualTo(1);
    assertThat(number(defaults, "dpo", "save-steps")).isEqualTo(200);
    assertThat(number(defaults, "dpo", "lora.lora-alpha")).isEqualTo(32);
  }

  @Test
  void sharedValueOfTheUserReachesBothJobs() {
    Settings settings = set("trainer.learning-rate=3e-4", "trainer.lora.r=8");
    for (String job : List.of("sft", "dpo")) {
      assertThat(number(settings, job, RATE)).isEqualTo(3e-4);
      assertThat(number(settings, job, "lora.r")).isEqualTo(8);
      assertThat(number(settings, job, "lora.lora-alpha")).isEqualTo(32);
    }
    assertThat(number(settings, "dpo", "num-train-epochs")).isEqualTo(1);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void sharedValueEqualToTheDefaultStillCounts() {
    assertThat(number(set("trainer.learning-rate=2e-5"), "dpo", RATE)).isEqualTo(2e-5);
  }

  @Test
  void valueOfAJobOverridesTheSharedOne() throws IOException {
    Settings settings = file("dpo.learning-rate = 5e-6", "trainer.learning-rate=3e-4");
    assertThat(number(settings, "dpo", RATE)).isEqualTo(5e-6);
    assertThat(number(settings, "sft", RATE)).isEqualTo(3e-4);
  }

  @Test
  void valueOfAJobNeverReachesTheOther() throws IOException {
    Settings settings = file("sft { learning-rate = 4e-3, lora { r = 4 } }\ndpo.save-steps = 7");
    assertThat(number(settings, "dpo", RATE)).isEqualTo(1e-6);
    assertThat(number(settings, "dpo", "lora.r")).isZero();
    assertThat(number(settings, "sft", "save-steps")).isEqualTo(200);
    assertThat(settings.canonical("dpo"))
        .isEqualTo(set("dpo.save-steps=7").canonical("dpo"))
        .isNotEqualTo(Settings.defaults().canonical("dpo"));
  }

  @Test
  void selfReferentialListsGrowOnce() throws IOException {
    Settings settings =
        file("trainer.sample-prompts += a\nsft.report-to = ${sft.report-to} [mlflow]");
    assertThat(settings.reader("dpo", problems).texts("sample-prompts")).containsExactly("a");
    assertThat(settings.reader("sft", problems).texts("report-to"))
        .containsExactly("tensorboard", "html", "mlflow");
    assertThat(settings.reader("dpo", problems).texts("report-to"))
        .containsExactly("tensorboard", "html");
  }

  @Test
  void blockMayCopyAnotherOne() throws IOException {
    Settings settings = file("sft.learning-rate = 1e-3\ndpo = ${sft} { save-steps = 9 }");
    assertThat(number(settings, "dpo", RATE)).isEqualTo(1e-3);
    assertThat(number(settings, "dpo", "save-steps")).isEqualTo(9);
    assertThat(number(settings, "sft", "save-steps")).isEqualTo(200);
  }

  @Test
  void fingerprintsAndRecordsUseEffectiveValues() {
    Settings shared = set("trainer.max-steps=5");
    Settings apart = set("sft.max-steps=5", "dpo.max-steps=5");
    assertThat(shared.canonical("sft")).isEqualTo(apart.canonical("sft")).contains("max-steps=5");
    assertThat(shared.toMap())
        .isEqualTo(apart.toMap())
        .containsEntry("sft.max-steps", 5)
        .doesNotContainKey("trainer.max-steps");
    assertThat(ConfigFactory.parseString(shared.render()).getInt("gristmill.trainer.max-steps"))
        .isEqualTo(5);
  }

  @Test
  void renderedSettingsHaveTheSameEffectWhenReadAgain() throws IOException {
    Settings settings =
        set("trainer.max-steps=5", "sft.max-steps=7", "dpo.lora.r=8", "sft.learning-rate=1");
    Path file = Files.writeString(folder.resolve("printed.conf"), settings.render());
    assertThat(settings.render())
        .contains(
            "    # Differs from the block trainer:\n    learning-rate = 1\n    max-steps = 7\n")
        .contains("    # Differs from the block trainer:\n    lora.r = 8\n")
        .contains("the effective values are those of the blocks sft and dpo, where they differ")
        .contains("--print-config checks keys, not values");
    assertThat(Settings.load(file, List.of(), problems).toMap()).isEqualTo(settings.toMap());
  }

  @Test
  void portableAssignmentsKeepADefaultThatOverridesASharedValue() {
    Settings settings = set("trainer.learning-rate=3e-4", "dpo.learning-rate=1e-6");
    Settings there = Settings.load(null, settings.portable(List.of("dpo")), problems);
    assertThat(number(there, "dpo", RATE)).isEqualTo(1e-6);
    assertThat(number(there, "sft", RATE)).isEqualTo(3e-4);
  }

  @Test
  void unknownKeyOfTheSharedBlockIsReportedOnce() {
    set("trainer.learning-rat=1", "trainer.model=m", "sft.loss.beta=1", "trainer.lora=3");
    assertThat(problems.messages())
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).startsWith("trainer.learning-rat: unknown key"),
            m -> assertThat(m).startsWith("trainer.model: unknown key"),
            m -> assertThat(m).startsWith("sft.loss.beta: unknown key"),
            m -> assertThat(m).startsWith("trainer.lora must be a block of settings, was 3"));
  }
}
