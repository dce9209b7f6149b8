package io.gristmill.jobs.train.tracking;

import io.gristmill.manifest.JsonDocument;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The MLflow run of a run directory: {@code mlflow.json}. */
final class RunFile {

  private static final String FILE = "mlflow.json";

  private final Path file;

  RunFile(Path directory) {
    this.file = directory.resolve(FILE);
  }

  /** Content of the file. */
  record SavedRun(String trackingUri, String experimentId, String runId) {}

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The stored run, if it is on this server. */
  Optional<SavedRun> read(URI server) {
    try {
      SavedRun known = JsonDocument.read(Files.readString(file), SavedRun.class);
      return Optional.of(known).filter(k -> server.toString().equals(k.trackingUri()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // missing or damaged: a new run is created
    }
  }

  void write(SavedRun known) throws IOException {
    Path partial = file.resolveSibling(FILE + ".partial");
    Files.writeString(partial, JsonDocument.write(known));
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
