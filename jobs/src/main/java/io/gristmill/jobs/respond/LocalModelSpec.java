package io.gristmill.jobs.respond;

import io.gristmill.jobs.train.file.ModelFingerprint;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * A model of which each process opens one.
 *
 * @param directory on any file system
 * @param identity hash of its content
 * @param config how it is asked
 * @param threads of one call
 * @param run tells runs of one process apart
 */
record LocalModelSpec(
    String directory, String identity, RespondConfig config, int threads, String run)
    implements Serializable {

  /** Hash of all that decides what a model answers: weights, and what makes tokens. */
  static String identity(Path directory) throws IOException {
    return ModelFingerprint.of(directory) + " " + ModelFingerprint.ofTokenizer(directory);
  }

  /** What answers say they are from: the settings' name, else the hash of the weights. */
  String name() {
    return config.modelName().isEmpty()
        ? identity.split(" ", -1)[0] + (config.bf16() ? " bf16" : " fp32")
        : config.modelName();
  }
}
