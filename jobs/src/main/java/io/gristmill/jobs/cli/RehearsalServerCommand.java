package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.rehearsal.server.ServerConfig;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the rehearsal over HTTP until the process is ended; needs no Spark. */
@Command(
    name = RehearsalServerCommand.NAME,
    description =
        "Serves a rehearsal in the protocols of OpenAI and Ollama, until it is ended. It stands in"
            + " for a language model; its answers are no model's result.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RehearsalServerCommand implements Callable<Integer> {

  static final String NAME = "rehearsal-server";

  /** Its block of reference.conf. */
  static final String BLOCK = "rehearsal";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for a free one (default 8089).")
  private @Nullable Integer port;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in HOCON.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; wins over --config. May be given several times.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--print-config", description = "Print all settings as they would apply.")
  private boolean printConfig;

  @Override
  public Integer call() throws InterruptedException {
    Problems problems = new Problems();
    Settings settings = Settings.load(config, assignments(), problems);
    ServerConfig server = ServerConfig.read(settings, problems);
    problems.throwIfAny();
    if (printConfig) {
      print(settings.render());
      return ExitCode.DONE.code();
    }
    serve(server);
    return ExitCode.DONE.code();
  }

  private List<String> assignments() {
    List<String> all = new ArrayList<>(assignments);
    if (port != null) {
      all.add("rehearsal.server.port=" + port);
    }
    return all;
  }

  /** Waits until the thread is interrupted or the process is told to end. */
  private void serve(ServerConfig config) throws InterruptedException {
    try (RehearsalServer server = RehearsalServer.start(config)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "rehearsal-end"));
      print("rehearsal server on " + server.url());
      print("This is a rehearsal: no model is behind it, and its answers are no model's result.");
      new CountDownLatch(1).await();
    } catch (UncheckedIOException e) {
      throw new UserException(ExitCode.SERVICE, String.valueOf(e.getMessage()), e);
    }
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
