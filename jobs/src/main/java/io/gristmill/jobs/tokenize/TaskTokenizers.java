package io.gristmill.jobs.tokenize;

import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.record.ContentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/** Caches one tokenizer per process, shared by all tasks until the process ends. */
final class TaskTokenizers {

  private static final ConcurrentHashMap<String, Tokenizer> OPEN = new ConcurrentHashMap<>();

  private TaskTokenizers() {}

  /**
   * The tokenizer of a file's content.
   *
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
