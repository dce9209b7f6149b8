package io.gristmill.jobs.train.run.directory;

import io.gristmill.config.Settings;
import io.gristmill.jobs.train.file.FileHash;
import io.gristmill.manifest.InputRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fingerprint of a training: a hash of everything that affects its result, which is the settings
 * except those of placement, logging and checkpoint intervals, and the content of every input file.
 */
public final class Fingerprint {

  private static final List<String> IGNORED_KEYS =
      List.of(
          "device=",
          "threads=",
          "parallel-micro-batches=",
          "work-dir=",
          "run-on=",
          "executor.",
          "report-to=",
          "mlflow.",
          "save-steps=",
          "model=",
          "scratch.tokenizer=",
          "eval-dataset=");

  private Fingerprint() {}

  /**
   * @param blocks blocks of reference.conf to include
   * @param files input files and model files
   * @return 16 hexadecimal digits
   */
  public static String of(
      String version, List<String> blocks, Settings settings, long seed, List<InputRecord> files) {
    MessageDigest digest = FileHash.sha256();
    String lines =
        blocks.stream()
            .map(block -> block + "\n" + relevant(settings, block))
            .collect(Collectors.joining("\n"));
    String hashes =
        files.stream()
            .map(file -> file.format() + " " + file.hash())
            .collect(Collectors.joining("\n"));
    String all = String.join("\n", version, lines, Long.toString(seed), hashes);
    return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)), 0, 8);
  }

  private static String relevant(Settings settings, String block) {
    return settings
        .canonical(block)
        .lines()
        .filter(line -> IGNORED_KEYS.stream().noneMatch(line::startsWith))
        .collect(Collectors.joining("\n"));
  }
}
