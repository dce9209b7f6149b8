package io.gristmill.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Polls the pages of Spark's web UI while jobs run in this JVM. */
final class SparkPages {

  private static final List<String> PAGES =
      List.of(
          "/environment/", "/jobs/", "/stages/", "/executors/", "/SQL/", "/api/v1/applications");

  private final int port;
  private final StringBuffer seen = new StringBuffer();
  private final Thread reader = new Thread(this::read, "spark-pages");
  private volatile boolean ended;

  private SparkPages(int port) {
    this.port = port;
  }

  /** Enables the UI on a free port until {@link #end}. */
  static SparkPages watch() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      SparkPages pages = new SparkPages(free.getLocalPort());
      System.setProperty("spark.ui.enabled", "true");
      System.setProperty("spark.ui.port", String.valueOf(pages.port));
      pages.reader.setDaemon(true);
      pages.reader.start();
      return pages;
    }
  }

  private void read() {
    while (!ended) {
      for (String page : PAGES) {
        read(page);
      }
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void read(String page) {
    try (InputStream in = URI.create("http://127.0.0.1:" + port + page).toURL().openStream()) {
      seen.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException notThereNow) {
      // the UI is down before and after the session
    }
  }

  /** Disables the UI and returns the texts of all pages. */
  String end() throws InterruptedException {
    ended = true;
    reader.join();
    System.clearProperty("spark.ui.enabled");
    System.clearProperty("spark.ui.port");
    return seen.toString();
  }
}
