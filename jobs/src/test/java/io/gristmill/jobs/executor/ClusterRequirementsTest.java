package io.gristmill.jobs.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.run.PlacementSettings.ExecutorRequest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRequirementsTest {

  private static SparkConf conf(String... settings) {
    SparkConf conf = new SparkConf(false);
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      conf.set(parts[0], parts[1]);
    }
    return conf;
  }

  private static void refused(String message, SparkConf conf) {
    assertThatThrownBy(() -> ClusterRequirements.settings(conf, "sft"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("sft.run-on = executor (--run-on executor) needs ")
        .hasMessageContaining(message)
        .satisfies(
            e -> assertThat(((UserException) e).exitCode()).isEqualTo(ExitCode.CONFIGURATION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "local[*]", "local[4]", "local[2,3]", "local-cluster[2,1,1024]"})
  void aMasterWithoutExecutorsIsRefusedWithTheRemedy(String master) {
    refused("the master is " + master, conf("spark.master=" + master));
    refused("To train on this machine, use --run-on driver", conf("spark.master=" + master));
  }

  @Test
  void withoutAMasterTheTrainingIsRefused() {
    refused("the master is local[*]", conf());
  }

  @Test
  void aContradictingSparkSettingIsNamed() {
    String master = "spark.master=spark://m:7077";
    refused(
        "spark.dynamicAllocation.enabled=true",
        conf(master, "spark.dynamicAllocation.enabled=false"));
    refused("spark.speculation=false", conf(master, "spark.speculation=true"));
  }

  @Test
  void unsetSparkSettingsAreSet() {
    assertThat(ClusterRequirements.settings(conf("spark.master=yarn"), "dpo"))
        .containsEntry("spark.dynamicAllocation.enabled", "true")
        .containsEntry("spark.dynamicAllocation.shuffleTracking.enabled", "true")
        .containsEntry("spark.speculation", "false");
    assertThat(
            ClusterRequirements.settings(
                conf("spark.master=yarn", "spark.dynamicAllocation.shuffleTracking.enabled=false"),
                "dpo"))
        .containsEntry("spark.dynamicAllocation.shuffleTracking.enabled", "false");
  }

  @Test
  void aRunningSessionMustHaveDynamicAllocation() {
    assertThatThrownBy(() -> ClusterRequirements.require(conf("spark.master=yarn"), "dpo", false))
        .hasMessageContaining("spark.dynamicAllocation.enabled=true")
        .hasMessageEndingWith("it is not set");
  }

  @Test
  void theProfileRequestsOneGpuAndTheConfiguredResources() {
    ExecutorRequest needs =
        new ExecutorRequest(
            true,
            Optional.of("/opt/gpus.sh"),
            OptionalInt.of(4),
            Optional.of("3g"),
            Optional.of("20g"));
    ResourceProfile profile =
        ClusterRequirements.profile(needs, conf("spark.master=k8s://https://k"));
    assertThat(requests(profile))
        .containsExactlyInAnyOrder(
            "gpu 1 /opt/gpus.sh nvidia.com",
            "cores 4  ",
            "memory 3072  ",
            "memoryOverhead 20480  ");
    assertThat(task(profile)).containsExactlyInAnyOrder("gpu 1.0", "cpus 4.0");
  }

  private static Stream<String> requests(ResourceProfile profile) {
    return profile.executorResourcesJMap().values().stream()
        .map(
            r ->
                r.resourceName() + " " + r.amount() + " " + r.discoveryScript() + " " + r.vendor());
  }

  private static Stream<String> task(ResourceProfile profile) {
    return profile.taskResourcesJMap().values().stream()
        .map(request -> request.resourceName() + " " + request.amount());
  }

  @Test
  void unsetResourcesAreThoseOfTheCluster() {
    ExecutorRequest needs =
        new ExecutorRequest(
            true, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    ResourceProfile profile =
        ClusterRequirements.profile(
            needs, conf("spark.executor.resource.gpu.discoveryScript=/etc/gpus"));
    assertThat(requests(profile)).containsExactly("gpu 1 /etc/gpus ");
    assertThat(task(profile)).containsExactlyInAnyOrder("gpu 1.0", "cpus 1.0");
  }
}
