package io.gristmill.jobs.train.file;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the model directory that a user's path names: the path itself, or {@code model/} below the
 * run directory of a training. Every command with an option {@code --model} uses it.
 */
public final class ModelLocator {

  private static final Logger LOG = LoggerFactory.getLogger(ModelLocator.class);

  private static final String MODEL = "model";

  /** A name on the Hugging Face hub: {@code gpt2}, {@code Qwen/Qwen2.5-0.5B}. */
  private static final String HUB_NAME = "[A-Za-z0-9][\\w.-]*(/[A-Za-z0-9][\\w.-]*)?";

  /** A path that resembles a name on the hub but is most likely a local directory. */
  private static final String LOCAL_NAME = "(models?|out|output|checkpoints?)/.*";

  private ModelLocator() {}

  public static Path resolve(Path path) {
    return Path.of(resolve(path.toString(), name -> Files.exists(path.resolve(name))));
  }

  /**
   * The model directory of a path on any file system.
   *
   * @param path a directory
   * @param exists whether the directory has a file of this relative name
   * @return {@code path/model} if only that has a {@code config.json}, else {@code path}
   */
  public static String resolve(String path, Predicate<String> exists) {
    if (exists.test(ModelDirectory.CONFIG) || !exists.test(MODEL + "/" + ModelDirectory.CONFIG)) {
      return path;
    }
    String model = path + (path.endsWith("/") ? "" : "/") + MODEL;
    LOG.info("{} is a run directory; its model is {}", path, model);
    return model;
  }

  /**
   * The error for a path that is no directory; says how to get a model.
   *
   * @param place begins the message: the setting that names the path, or nothing
   */
  public static UserException missing(String place, String path, ExitCode code) {
    boolean onHub = path.matches(HUB_NAME) && !path.matches(LOCAL_NAME);
    String name = !onHub ? "ORGANIZATION/NAME" : path.contains("/") ? path : "ORGANIZATION/" + path;
    String directory = onHub ? "models/" + path.substring(path.lastIndexOf('/') + 1) : "DIR";
    return new UserException(
        code,
        String.format(
            "%s%s is not a model directory: a local directory with config.json, model.safetensors"
                + " and tokenizer.json is needed. Gristmill downloads no models; get one with \"hf"
                + " download %s --local-dir %s\" (pip install huggingface_hub), or copy the"
                + " directory from a machine with network access, and give --model %s",
            place, path, name, directory, directory));
  }
}
