package io.gristmill.jobs.pipeline;

import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.VersionManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of a data set: files {@code <root>/versions/000001.json} and so on. Each is created
 * atomically, never changes, and names a run directory that never changes either.
 */
public final class Versions {

  private static final Logger LOG = LoggerFactory.getLogger(Versions.class);
  private static final Pattern MANIFEST = Pattern.compile("\\d{6}\\.json");

  private final HadoopFiles files;
  private final Path root;

  public Versions(HadoopFiles files, String root) {
    this.files = files;
    this.root = files.qualify(root);
  }

  /** All versions, the oldest first. Manifests that a killed writer left unfinished are skipped. */
  public List<VersionManifest> all() {
    List<VersionManifest> versions = new ArrayList<>();
    for (FileStatus manifest : manifests()) {
      try {
        String text = files.read(manifest.getPath()).orElse("");
        versions.add(JsonDocument.read(text, VersionManifest.class));
      } catch (IllegalArgumentException unfinished) {
        LOG.warn("{} is skipped, it is no manifest: {}", manifest, unfinished.getMessage());
      }
    }
    return versions;
  }

  private List<FileStatus> manifests() {
    return files.list(new Path(root, "versions")).stream()
        .filter(status -> MANIFEST.matcher(status.getPath().getName()).matches())
        .toList();
  }

  /** The largest number in use, also by an unfinished manifest. */
  private int lastNumber() {
    List<FileStatus> manifests = manifests();
    return manifests.isEmpty()
        ? 0
        : Integer.parseInt(manifests.get(manifests.size() - 1).getPath().getName().substring(0, 6));
  }

  public Optional<VersionManifest> latest() {
    List<VersionManifest> versions = all();
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  /**
   * Publishes a finished run as the next version, unless it is the latest one already.
   *
   * @return the number of its version
   */
  public int publish(String runDirectory, RunRecord run) {
    Path directory = files.qualify(runDirectory);
    while (true) {
      Optional<VersionManifest> latest = latest();
      if (latest.isPresent() && latest.get().fingerprint().equals(run.fingerprint())) {
        return latest.get().version();
      }
      int previous = latest.map(VersionManifest::version).orElse(0);
      VersionManifest next =
          new VersionManifest(
              lastNumber() + 1,
              run.fingerprint(),
              relative(directory),
              run.format(),
              run.counts().kept(),
              previous,
              dataFiles(directory));
      Path manifest =
          new Path(root, String.format(Locale.ROOT, "versions/%06d.json", next.version()));
      if (files.createExclusively(manifest, JsonDocument.write(next))) {
        return next.version();
      }
    }
  }

  private List<VersionManifest.File> dataFiles(Path directory) {
    return files.list(new Path(directory, RunDirectory.ROWS)).stream()
        .map(
            status ->
                new VersionManifest.File(
                    RunDirectory.ROWS + "/" + status.getPath().getName(), status.getLen()))
        .toList();
  }

  private String relative(Path directory) {
    String base = root.toString() + "/";
    String path = directory.toString();
    return path.startsWith(base) ? path.substring(base.length()) : path;
  }
}
