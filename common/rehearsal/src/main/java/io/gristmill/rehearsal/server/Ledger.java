package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts calls and billed answers. Thread-safe. */
final class Ledger implements AutoCloseable {

  private final @Nullable FileChannel billingLog;
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
    billingLog = file.map(Ledger::open).orElse(null);
  }

  private static FileChannel open(Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
  synchronized void bill(String key, Answer answer) {
    billed++;
    billedKeys.add(key);
    promptTokens += answer.promptTokens();
    completionTokens += answer.completionTokens();
    if (billingLog != null) {
      write(billingLog, key + " " + (System.nanoTime() - start) / 1_000_000 + "\n");
    }
  }

  private static void write(FileChannel bill, String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        bill.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the billing log", e);
    }
  }

  /** Current counts. */
  synchronized ObjectNode stats() {
    return JsonNodeFactory.instance
        .objectNode()
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
        .put("completion_tokens", completionTokens);
  }

  @Override
  public void close() {
    try {
      if (billingLog != null) {
        billingLog.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the billing log", e);
    }
  }
}
