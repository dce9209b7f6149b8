package io.gristmill.jobs.respond;

import io.gristmill.jobs.train.file.ModelFingerprint;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Describes a model that each process opens once.
 *
 * @param directory model directory, on any file system
 * @param identity hash of its files
 * @param config settings of the stage
 * @param threads per call
 * @param run run id, to keep runs in one process apart
 */
record LocalModelSpec(
    String directory, String identity, RespondConfig config, int threads, String run)
    implements Serializable {

  /** Hash of everything that decides a model's answers: weights and tokenizer. */
  static String identity(Path directory) throws IOException {
    return ModelFingerprint.of(directory) + " " + ModelFingerprint.ofTokenizer(directory);
  }

  /** Value of {@code response_model}: the configured name, else the hash of the weights. */
  String name() {
    return config.modelName().isEmpty()
        ? identity.split(" ", -1)[0] + (config.bf16() ? " bf16" : " fp32")
        : config.modelName();
  }
}
