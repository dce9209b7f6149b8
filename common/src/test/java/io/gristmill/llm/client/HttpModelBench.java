package io.gristmill.llm.client;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.llm.budget.Budget;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.Quota;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures calls of a server that answers 1 kB after 200 ms: {@code HttpModelBench REQUESTS THREADS
 * [stream]}. The server runs in a separate process. Prints the rate, its fraction of the ideal, the
 * CPU seconds of this process per 10,000 requests, and its heap. Not a test.
 */
public final class HttpModelBench {

  private static final int LATENCY_MILLIS = 200;

  private HttpModelBench() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("server")) {
      serve(args.length > 1);
      return;
    }
    boolean stream = args.length > 2;
    Process server = startServer(stream);
    try (var lines = server.inputReader()) {
      measure(
          "http://127.0.0.1:" + lines.readLine().strip(),
          Integer.parseInt(args[0]),
          Integer.parseInt(args[1]),
          stream);
    } finally {
      server.destroy();
    }
  }

  /** A server in a separate process, which prints its port first. */
  public static Process startServer(boolean stream) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.nodelay=true",
                // Otherwise the server closes briefly idle connections above 200.
                "-Dsun.net.httpserver.maxIdleConnections=4096",
                "-cp",
                System.getProperty("java.class.path"),
                HttpModelBench.class.getName(),
                "server"));
    if (stream) {
      command.add("stream");
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void serve(boolean stream) throws IOException, InterruptedException {
    String text = "word ".repeat(200);
    String json =
        stream
            ? ("data: {\"choices\":[{\"delta\":{\"content\":\"word \"}}]}\n\n".repeat(20)
                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n")
            : "{\"choices\":[{\"message\":{\"content\":\""
                + text
                + "\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":200}}";
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1024);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          try {
            Thread.sleep(LATENCY_MILLIS);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange
              .getResponseHeaders()
              .set("Content-Type", stream ? "text/event-stream" : "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    System.out.println(server.getAddress().getPort());
    Thread.sleep(TimeUnit.HOURS.toMillis(1));
  }

  private static void measure(String url, int requests, int threads, boolean stream)
      throws Exception {
    Quota quota = new Quota("bench");
    Budget budget = new Budget(BudgetConfig.ofMaxConcurrency(threads), 0, System.nanoTime());
    daemon(() -> renew(quota, budget));
    try (Model model = ClientTesting.model("openai-chat", url, "stream=" + stream)) {
      run(model, quota, Math.min(requests, 5000), threads);
      long cpu = cpuNanos();
      long start = System.nanoTime();
      run(model, quota, requests, threads);
      double seconds = (System.nanoTime() - start) / 1e9;
      double ideal = threads * 1000.0 / LATENCY_MILLIS;
      System.gc();
      Runtime heap = Runtime.getRuntime();
      System.out.printf(
          "%d requests, %d in flight: %.0f/s, %.1f %% of ideal, %.2f CPU s per 10,000, heap %.1f"
              + " MB%n",
          requests,
          threads,
          requests / seconds,
          100 * requests / seconds / ideal,
          (cpuNanos() - cpu) / 1e9 / requests * 10_000,
          (heap.totalMemory() - heap.freeMemory()) / 1e6);
    }
  }

  private static void run(Model model, Quota quota, int requests, int threads)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(daemon(() -> work(model, quota, requests, next)));
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  private static void work(Model model, Quota quota, int requests, AtomicInteger next) {
    try {
      for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
        Quota.Permit permit = quota.acquire(300, 0);
        model.answer(
            new Request("m", Prompt.user("Question number " + i), SamplingParams.DEFAULT, 0));
        quota.release(permit, 210, 0);
      }
    } catch (ModelException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void renew(Quota quota, Budget budget) {
    try {
      while (true) {
        quota.accept(
            budget.lease(quota.leaseRequest(System.nanoTime()), System.nanoTime()),
            System.nanoTime());
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
