package io.gristmill.jobs.train.run;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.storage.RemoteDirectory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of a training, serialized for another process. They hold no token or password: a
 * training's own settings name the location of a token, and all other secrets stay hidden.
 *
 * @param assignments settings that differ from the defaults; paths are absolute
 */
public record PortableJob(String job, List<String> assignments) implements Serializable {

  static PortableJob of(
      String job,
      Settings settings,
      List<String> input,
      TrainingConfig config,
      Optional<String> output) {
    List<String> all = new ArrayList<>();
    all.addAll(settings.portable(List.of("run", job, TrainingConfig.DATA, "seed")));
    all.add("run.input=" + quoteAll(input));
    all.add(job + ".eval-dataset=" + quoteAll(config.evaluation().dataset()));
    output.ifPresent(place -> all.add("run.output=" + quote(toAbsolute(place))));
    config.model().path().ifPresent(place -> all.add(job + ".model=" + quote(toAbsolute(place))));
    config
        .model()
        .scratch()
        .tokenizer()
        .ifPresent(place -> all.add(job + ".scratch.tokenizer=" + quote(toAbsolute(place))));
    return new PortableJob(job, List.copyOf(all));
  }

  /**
   * Opens the job in this process.
   *
   * @param more assignments that override those of the job
   */
  public TrainingJob open(Collection<String> more) {
    List<String> all = new ArrayList<>(assignments);
    all.addAll(more);
    Problems problems = new Problems();
    Settings settings = Settings.load(null, all, problems);
    TrainingJob opened = TrainingJob.read(job, settings, problems);
    problems.throwIfAny();
    return opened;
  }

  private static String quoteAll(List<String> places) {
    return places.stream()
        .map(place -> quote(toAbsolute(place)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String toAbsolute(String place) {
    return RemoteDirectory.isRemote(place)
        ? place
        : RemoteDirectory.localPath(place).toAbsolutePath().normalize().toString();
  }

  private static String quote(String text) {
    return com.typesafe.config.ConfigUtil.quoteString(text);
  }
}
