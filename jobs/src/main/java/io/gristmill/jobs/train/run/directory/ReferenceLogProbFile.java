package io.gristmill.jobs.train.run.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.jobs.train.loop.ReferenceLogProbTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores the reference log-probabilities of pairs in the run directory, so that a training keeps
 * one model in memory and a resumed one recomputes nothing: one JSON object per line with {@code
 * id}, {@code reference_chosen_logp} and {@code reference_rejected_logp}, in the order of the
 * pairs.
 */
public record ReferenceLogProbFile(Path path) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "id";
  private static final String CHOSEN = "reference_chosen_logp";
  private static final String REJECTED = "reference_rejected_logp";

  /**
   * Reads the stored log-probabilities, or computes and stores them.
   *
   * @param compute empty if the reference model is no longer available
   * @throws UserException if neither is possible
   */
  public ReferenceLogProbTable readOrCompute(
      List<String> ids, Optional<Supplier<ReferenceLogProbTable>> compute) {
    Optional<ReferenceLogProbTable> stored = read(ids);
    if (stored.isPresent()) {
      return stored.get();
    }
    ReferenceLogProbTable scores =
        compute
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.OUTPUT,
                        path
                            + " is missing or damaged, and the reference model is no longer"
                            + " available; restart the training in another --output"))
            .get();
    write(ids, scores);
    return scores;
  }

  private Optional<ReferenceLogProbTable> read(List<String> ids) {
    double[] chosen = new double[ids.size()];
    double[] rejected = new double[ids.size()];
    try {
      List<String> lines = Files.readAllLines(path);
      boolean whole = lines.size() == ids.size();
      for (int i = 0; whole && i < lines.size(); i++) {
        JsonNode line = JSON.readTree(lines.get(i));
        whole = line.path(ID).asText().equals(ids.get(i));
        chosen[i] = line.path(CHOSEN).asDouble(Double.NaN);
        rejected[i] = line.path(REJECTED).asDouble(Double.NaN);
      }
      return whole ? Optional.of(new ReferenceLogProbTable(chosen, rejected)) : Optional.empty();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<String> ids, ReferenceLogProbTable scores) {
    AtomicFiles.write(
        path,
        partial -> {
          try (BufferedWriter out = Files.newBufferedWriter(partial)) {
            for (int i = 0; i < ids.size(); i++) {
              out.write(
                  JSON.createObjectNode()
                      .put(ID, ids.get(i))
                      .put(CHOSEN, scores.chosen()[i])
                      .put(REJECTED, scores.rejected()[i])
                      .toString());
              out.write('\n');
            }
          }
        });
  }
}
