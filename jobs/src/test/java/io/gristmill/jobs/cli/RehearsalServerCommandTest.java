package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.config.ReferenceText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code gristmill rehearsal-server} in a child process, and the settings it refuses. */
class RehearsalServerCommandTest {

  private static Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "rehearsal-server"));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  @Timeout(120)
  void servesAnswersAndStopsWhenInterrupted() throws Exception {
    Process process = start("--port", "0", "--set", "rehearsal.languages=[ko]");
    try (BufferedReader out = process.inputReader()) {
      String first = out.readLine();
      assertThat(first).startsWith("rehearsal server on http://127.0.0.1:");
      assertThat(out.readLine())
          .contains("A program computes the answers; this is no language model");
      String url = first.substring("rehearsal server on ".length());
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"model\":\"m\",\"messages\":"
                          + "[{\"role\":\"user\",\"content\":\"What is 20 + 3?\"}]}"))
              .build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
          .contains("\"content\":\"23\"");
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void wrongSettingIsReportedBeforeListening() {
    assertThat(
            CliRun.withoutSpark("rehearsal-server", "--set", "rehearsal.transport.hang=2")
                .refusedWith(ExitCode.CONFIGURATION)
                .err())
        .contains("rehearsal.transport.hang must be a number from 0");
  }

  @Test
  void portInUseIsReported() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(
              CliRun.withoutSpark("rehearsal-server", "--port", port)
                  .refusedWith(ExitCode.SERVICE)
                  .err())
          .contains("cannot listen on", port);
    }
  }

  @Test
  void helpShowsThePurposeAndTheSettings() {
    String help = CliRun.withoutSpark("rehearsal-server", "--help-all").succeeded().out();
    String block = ReferenceText.block("rehearsal").orElseThrow();
    assertThat(help).contains("stands in for a language model", "rehearsal.KEY=VALUE");
    assertThat(block.lines().filter(line -> !line.isBlank()))
        .allSatisfy(line -> assertThat(help).contains("\n  " + line + "\n"));
  }

  @Test
  void printedSettingsHideTheApiKey() {
    assertThat(
            CliRun.withoutSpark(
                    "rehearsal-server",
                    "--print-config",
                    "--set",
                    "rehearsal.server.api-key=open-sesame")
                .succeeded()
                .out())
        .contains("rehearsal {")
        .doesNotContain("open-sesame");
  }
}
