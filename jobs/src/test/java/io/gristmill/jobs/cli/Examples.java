package io.gristmill.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the help examples of all jobs in this JVM. The examples of a job run one after the other in
 * an initially empty directory, and every command must succeed.
 */
final class Examples {

  private static final long SERVING_MILLIS = 1_000;

  private Examples() {}

  /** Exits with status 1 and the output of the first failing command. */
  public static void main(String[] jobs) throws Exception {
    if (!JobPages.all().keySet().containsAll(List.of(jobs))) {
      throw new IllegalArgumentException("a job without a page in " + List.of(jobs));
    }
    int failures = 0;
    for (Map.Entry<String, JobPage> page : JobPages.all().entrySet()) {
      if (jobs.length > 0 && !List.of(jobs).contains(page.getKey())) {
        continue;
      }
      clear(Path.of("").toAbsolutePath());
      for (JobPage.Example example : page.getValue().examples()) {
        for (String command : example.commands()) {
          long start = System.nanoTime();
          boolean done = run(words(command));
          failures += done ? 0 : 1;
          System.out.printf(
              "%s %.1f s %s%n",
              done ? "done" : "FAILED", (System.nanoTime() - start) / 1e9, command);
        }
      }
    }
    System.exit(failures == 0 ? 0 : 1);
  }

  private static boolean run(List<String> words) throws InterruptedException {
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    return arguments[0].equals(RehearsalServerCommand.NAME)
        ? serve(arguments)
        : Main.execute(arguments) == 0;
  }

  /** Asserts that a server still runs after a second, then interrupts it. */
  private static boolean serve(String[] arguments) throws InterruptedException {
    Thread server = new Thread(() -> Main.execute(arguments), "example");
    server.start();
    server.join(SERVING_MILLIS);
    boolean serving = server.isAlive();
    server.interrupt();
    server.join();
    return serving;
  }

  /** Splits a command line as a shell does, at spaces outside single quotes. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : (command + " ").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words;
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(path -> !path.equals(folder))
          .sorted(Comparator.reverseOrder())
          .forEach(Examples::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
