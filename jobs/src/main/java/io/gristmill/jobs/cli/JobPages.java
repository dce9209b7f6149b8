package io.gristmill.jobs.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The help pages of all jobs, from the resource {@code jobs.conf}. A new flag is one key there. */
final class JobPages {

  private static final Map<String, JobPage> PAGES = read();

  private JobPages() {}

  static Optional<JobPage> page(String job) {
    return Optional.ofNullable(PAGES.get(job));
  }

  /** All pages by job, in the order of the program's help. */
  static Map<String, JobPage> all() {
    return PAGES;
  }

  private static Map<String, JobPage> read() {
    Config file = ConfigFactory.parseResources(JobPages.class, "jobs.conf");
    Map<String, JobPage> pages = new LinkedHashMap<>();
    file.getConfigList("jobs").forEach(job -> pages.put(job.getString("name"), page(job)));
    return pages;
  }

  private static JobPage page(Config job) {
    return new JobPage(
        job.getEnum(JobPage.Group.class, "group"),
        job.getStringList("description"),
        texts(job, "settings"),
        texts(job, "more-flags"),
        job.getConfigList("examples").stream()
            .map(
                example ->
                    new JobPage.Example(
                        example.getString("purpose"), example.getStringList("commands")))
            .toList());
  }

  private static List<String> texts(Config job, String key) {
    return job.hasPath(key) ? job.getStringList(key) : List.of();
  }
}
