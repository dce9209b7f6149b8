package io.gristmill.jobs.pipeline;

import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The version of the code that decides the result of a stage: a hash of the class files of the
 * stage's package, of {@code common}, the rehearsal, {@code jobs.table} and {@code jobs.io}. A
 * rebuild without changes has the same version, so finished stages stay finished.
 */
final class CodeVersion {

  private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();

  private CodeVersion() {}

  /** The version of a stage's code, 16 hexadecimal digits. */
  static String of(Class<?> stage) {
    return VERSIONS.computeIfAbsent(stage.getPackageName(), name -> compute(stage));
  }

  private static String compute(Class<?> stage) {
    Map<String, byte[]> classes = new TreeMap<>();
    String own = stage.getPackageName().replace('.', '/');
    collect(stage, List.of(own, "io/gristmill/jobs/table", "io/gristmill/jobs/io"), classes);
    collect(
        io.gristmill.record.Example.class,
        List.of(
            "io/gristmill/record",
            "io/gristmill/text",
            "io/gristmill/random",
            "io/gristmill/similarity",
            "io/gristmill/quality",
            "io/gristmill/mix",
            "io/gristmill/format",
            "io/gristmill/llm",
            "io/gristmill/recipe"),
        classes);
    collect(RehearsalModel.class, List.of("io/gristmill/rehearsal"), classes);
    MessageDigest digest = DigestUtils.getSha256Digest();
    classes.forEach(
        (name, bytes) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        });
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void collect(Class<?> anchor, List<String> packages, Map<String, byte[]> out) {
    try {
      Path place = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        collectBelow(place, packages, out);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          collectBelow(jar.getPath("/"), packages, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collectBelow(Path root, List<String> packages, Map<String, byte[]> out)
      throws IOException {
    for (String name : packages) {
      Path folder = root.resolve(name);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : (Iterable<Path>) files::iterator) {
            if (file.toString().endsWith(".class")) {
              out.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
          }
        }
      }
    }
  }
}
