package io.gristmill.jobs.train.file;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.TransformerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the parameters of a model among the tensors of its files. Older files omit the prefix of
 * the base model ({@code transformer.}, {@code model.}) and contain tensors that are computed, such
 * as attention masks.
 */
final class WeightNameResolver {

  private static final Pattern COMPUTED =
      Pattern.compile(".*\\.(attn\\.(bias|masked_bias)|rotary_emb\\.inv_freq)");

  private static final Pattern PREFIX = Pattern.compile("^(transformer|model)\\.");

  private final Path directory;
  private final Set<String> storedNames;

  WeightNameResolver(Path directory, Set<String> storedNames) {
    this.directory = directory;
    this.storedNames = storedNames;
  }

  /** The names of the tensors in the files, in the order of the parameters. */
  List<String> resolve(TransformerConfig config, List<Parameter> parameters) {
    List<String> names = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Parameter parameter : parameters) {
      String withoutPrefix = PREFIX.matcher(parameter.name()).replaceFirst("");
      String name = storedNames.contains(parameter.name()) ? parameter.name() : withoutPrefix;
      if (storedNames.contains(name)) {
        names.add(name);
      } else {
        missing.add(parameter.name());
      }
    }
    refuse(missing, "are missing");
    Set<String> unknown = new TreeSet<>(storedNames);
    names.forEach(unknown::remove);
    unknown.removeIf(name -> COMPUTED.matcher(name).matches());
    if (config.tieWordEmbeddings()) {
      unknown.remove("lm_head.weight");
    }
    refuse(List.copyOf(unknown), "do not belong to this architecture");
    return names;
  }

  private void refuse(List<String> names, String why) {
    if (!names.isEmpty()) {
      List<String> some = names.subList(0, Math.min(5, names.size()));
      throw new UserException(
          ExitCode.INPUT,
          String.format("%s: %d tensors %s, such as %s", directory, names.size(), why, some));
    }
  }
}
