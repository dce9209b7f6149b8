package io.gristmill.jobs.train.file;

import io.gristmill.chat.ChatTemplateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Fingerprints of model directories, equal if and only if the directories hold the same model. */
public final class ModelFingerprint {

  private static final int BYTES = 16;

  private static final Set<String> TOKENIZER =
      Set.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "generation_config.json",
          "chat_template.jinja",
          "chat_template.json",
          ModelDirectory.CONFIG);

  private ModelFingerprint() {}

  /** Hash of the names and contents of configuration and weights, as 32 hexadecimal digits. */
  public static String of(Path directory) throws IOException {
    return hash(directory, ModelFingerprint::isModel);
  }

  /** Hash of the names and contents of the tokenizer's files; it does not depend on the path. */
  public static String ofTokenizer(Path directory) throws IOException {
    Path templates = directory.resolve(ChatTemplateFiles.ADDITIONAL);
    String files = hash(directory, TOKENIZER::contains);
    return Files.isDirectory(templates) ? files + hash(templates, name -> true) : files;
  }

  private static String hash(Path directory, Predicate<String> include) throws IOException {
    MessageDigest digest = FileHash.sha256();
    for (Path file : files(directory, include)) {
      digest.update(
          (file.getFileName() + " " + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static List<Path> files(Path directory, Predicate<String> include) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> include.test(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isModel(String name) {
    return name.equals(ModelDirectory.CONFIG) || name.endsWith(".safetensors");
  }
}
