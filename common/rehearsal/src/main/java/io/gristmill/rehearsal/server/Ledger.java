package io.gristmill.rehearsal.server;

import io.gristmill.llm.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts calls and billed answers. Thread-safe. */
final class Ledger implements AutoCloseable {

  private final Writer billingLog;
  private final long start = System.nanoTime();
  private final Map<String, Long> attempts = new HashMap<>();
  private final Set<String> billedKeys = new HashSet<>();
  private long calls;
  private long billed;
  private long tooMany;
  private long failed;
  private long promptTokens;
  private long completionTokens;
  private int inFlight;
  private int maxInFlight;

  Ledger(Optional<Path> file) {
    billingLog = file.map(Ledger::open).orElseGet(Writer::nullWriter);
  }

  private static Writer open(Path path) {
    try {
      return Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the billing log " + path, e);
    }
  }

  synchronized void begin() {
    calls++;
    inFlight++;
    maxInFlight = Math.max(maxInFlight, inFlight);
  }

  synchronized void end() {
    inFlight--;
  }

  /** Number of earlier admitted attempts of a request. */
  synchronized long nextAttempt(String key) {
    return attempts.merge(key, 1L, Long::sum) - 1;
  }

  synchronized void recordRateLimited() {
    tooMany++;
  }

  synchronized void recordFailure() {
    failed++;
  }

  /** Bills an answer; its log line is written before the answer is sent. */
  synchronized void bill(String key, Answer answer) throws IOException {
    billed++;
    billedKeys.add(key);
    promptTokens += answer.promptTokens();
    completionTokens += answer.completionTokens();
    billingLog.write(key + " " + (System.nanoTime() - start) / 1_000_000 + "\n");
    billingLog.flush();
  }

  /** Current counts as JSON. */
  synchronized String stats() {
    return ServerProtocol.object()
        .put("rehearsal", true)
        .put("calls", calls)
        .put("billed", billed)
        .put("distinct", billedKeys.size())
        .put("repeats", billed - billedKeys.size())
        .put("too_many_requests", tooMany)
        .put("failed", failed)
        .put("in_flight", inFlight)
        .put("max_in_flight", maxInFlight)
        .put("prompt_tokens", promptTokens)
        .put("completion_tokens", completionTokens)
        .toString();
  }

  @Override
  public synchronized void close() {
    try {
      billingLog.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the billing log", e);
    }
  }
}
