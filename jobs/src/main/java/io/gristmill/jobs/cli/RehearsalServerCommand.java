package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.rehearsal.server.ServerConfig;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Serves the rehearsal model over HTTP until the process ends; needs no Spark. */
@Command(sortOptions = false)
final class RehearsalServerCommand extends SettingsCommand {

  static final String NAME = "rehearsal-server";

  /** The command's block of reference.conf. */
  static final String BLOCK = "rehearsal";

  @Override
  String block() {
    return BLOCK;
  }

  @Override
  int run(Settings settings, Problems problems) {
    ServerConfig server = ServerConfig.read(settings, problems);
    problems.throwIfAny();
    serve(server);
    return ExitCode.DONE.code();
  }

  /** Serves until the thread is interrupted or the process ends. */
  private void serve(ServerConfig config) {
    try (RehearsalServer server = RehearsalServer.start(config)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "rehearsal-end"));
      print("rehearsal server on " + server.url());
      print("A program computes the answers; this is no language model. Stop it with Ctrl-C.");
      new CountDownLatch(1).await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      throw new UserException(ExitCode.SERVICE, String.valueOf(e.getMessage()), e);
    }
  }
}
