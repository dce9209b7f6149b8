package io.gristmill.jobs.executor;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.run.PlacementSettings.ExecutorRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ExecutorResourceRequests;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * Requirements of a training on the cluster. The executor is requested with a resource profile,
 * which Spark supports on YARN, Kubernetes and standalone clusters, with dynamic allocation only.
 */
public final class ClusterRequirements {

  private static final String GPU = "gpu";
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";
  private static final String TRACKING = "spark.dynamicAllocation.shuffleTracking.enabled";
  private static final String SPECULATION = "spark.speculation";
  private static final String DISCOVERY = "spark.executor.resource.gpu.discoveryScript";
  private static final String VENDOR = "spark.executor.resource.gpu.vendor";
  private static final Pattern LOCAL_MASTER = Pattern.compile("local(\\[.*])?|local-cluster.*");

  private ClusterRequirements() {}

  /**
   * Spark settings that the session needs and the user did not set; to be set before it starts.
   *
   * @throws UserException if one of them contradicts, or there is no cluster
   */
  public static Map<String, String> settings(SparkConf userSettings, String job) {
    require(userSettings, job, true);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(DYNAMIC, "true");
    settings.put(TRACKING, userSettings.get(TRACKING, "true"));
    settings.put(SPECULATION, "false");
    return settings;
  }

  /**
   * Checks that the cluster of a session supports resource profiles.
   *
   * @param absent value of an absent setting
   */
  static void require(SparkConf conf, String job, boolean absent) {
    String master = conf.get("spark.master", "local[*]");
    String setting = job + ".run-on = executor (--run-on executor)";
    if (LOCAL_MASTER.matcher(master).matches()) {
      throw refuse(
          "%s needs a cluster that can start executors: --master spark://..., yarn or k8s://...;"
              + " the master is %s. To train on this machine, use --run-on driver",
          setting, master);
    }
    if (!conf.getBoolean(DYNAMIC, absent)) {
      throw refuse(
          "%s needs %s=true, which Spark requires for resource profiles; it is %s",
          setting, DYNAMIC, conf.get(DYNAMIC, "not set"));
    }
    if (conf.getBoolean(SPECULATION, false)) {
      throw refuse(
          "%s needs %s=false, else a speculative task may run the same training twice; remove the"
              + " setting",
          setting, SPECULATION);
    }
  }

  private static UserException refuse(String message, Object... values) {
    return new UserException(ExitCode.CONFIGURATION, String.format(message, values));
  }

  /** The resource profile; one task uses the whole executor. */
  static ResourceProfile profile(ExecutorRequest request, SparkConf conf) {
    ExecutorResourceRequests executor = new ExecutorResourceRequests();
    TaskResourceRequests task = new TaskResourceRequests();
    request.cores().ifPresent(executor::cores);
    request.memory().ifPresent(executor::memory);
    request.memoryOverhead().ifPresent(executor::memoryOverhead);
    if (request.gpu()) {
      String script = request.gpuDiscoveryScript().orElse(conf.get(DISCOVERY, ""));
      executor.resource(GPU, 1, script, conf.get(VENDOR, vendor(conf)));
      task.resource(GPU, 1);
    }
    task.cpus(request.cores().orElse(conf.getInt("spark.task.cpus", 1)));
    return new ResourceProfileBuilder().require(executor).require(task).build();
  }

  /** Vendor of the GPU, which Kubernetes requires. */
  private static String vendor(SparkConf conf) {
    return Optional.of(conf.get("spark.master", ""))
        .filter(master -> master.startsWith("k8s"))
        .map(master -> "nvidia.com")
        .orElse("");
  }
}
