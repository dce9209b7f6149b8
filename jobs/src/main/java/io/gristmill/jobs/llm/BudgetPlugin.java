package io.gristmill.jobs.llm;

import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Spark plugin that lets executors send messages to the driver. It never fails on startup, since
 * Spark would restart such an executor forever.
 */
public final class BudgetPlugin implements SparkPlugin {

  private static volatile @Nullable PluginContext context;

  @Override
  public DriverPlugin driverPlugin() {
    return new OnDriver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new OnExecutor();
  }

  static Object askDriver(Object message) throws Exception {
    PluginContext here = context;
    if (here == null) {
      throw new IllegalStateException(
          "spark.plugins lacks "
              + BudgetPlugin.class.getName()
              + "; open the session with the settings of ModelService.sparkSettings");
    }
    return here.ask(message);
  }

  private static final class OnDriver implements DriverPlugin {
    @Override
    public Object receive(Object message) throws Exception {
      return DriverChannel.receive(message);
    }
  }

  private static final class OnExecutor implements ExecutorPlugin {
    @Override
    public void init(PluginContext configured, Map<String, String> extraConf) {
      context = configured;
    }

    @Override
    public void shutdown() {
      CachingModelClient.closeAll();
      context = null;
    }
  }
}
