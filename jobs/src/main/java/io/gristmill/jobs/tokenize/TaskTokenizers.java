package io.gristmill.jobs.tokenize;

import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.record.ContentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/** One tokenizer a process, shared by its tasks and kept until it ends. */
final class TaskTokenizers {

  private static final ConcurrentHashMap<String, Tokenizer> OPEN = new ConcurrentHashMap<>();

  private TaskTokenizers() {}

  /**
   * @param json the content of {@code tokenizer.json}
   */
  static Tokenizer of(byte[] json) {
    String id = ContentId.ofParts(new String(json, StandardCharsets.ISO_8859_1));
    return OPEN.computeIfAbsent(
        id,
        key -> {
          try {
            return Tokenizer.of(json, Tokenizer.FILE);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
