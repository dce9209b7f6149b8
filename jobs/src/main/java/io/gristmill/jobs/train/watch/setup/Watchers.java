package io.gristmill.jobs.train.watch.setup;

import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Moment;
import io.gristmill.jobs.train.watch.Samples;
import io.gristmill.jobs.train.watch.Sink;
import io.gristmill.jobs.train.watch.Training;
import io.gristmill.jobs.train.watch.Watcher;
import io.gristmill.jobs.train.watch.console.Console;
import io.gristmill.jobs.train.watch.journal.Journal;
import io.gristmill.jobs.train.watch.mlflow.Mlflow;
import io.gristmill.jobs.train.watch.page.ReportPage;
import io.gristmill.jobs.train.watch.tensorboard.TensorBoard;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes what a training tells to all that show or keep it: the journal always, the rest as the
 * settings say. Files are in the run directory: {@code metrics.jsonl}, {@code samples.jsonl},
 * {@code report.html}, {@code tensorboard/}, {@code mlflow.json}.
 */
public final class Watchers implements Watcher {

  private final List<Sink> sinks;
  private final Pace pace;

  private Watchers(List<Sink> sinks, Pace pace) {
    this.sinks = sinks;
    this.pace = pace;
  }

  /**
   * Opens all watchers of a training.
   *
   * @param directory that of the run; must be there
   * @param step of the checkpoint that the training goes on from; 0 begins anew, and what an
   *     earlier training left in the directory is removed
   * @param out where progress goes
   * @param terminal chooses a bar over lines
   */
  public static Watchers open(
      WatchConfig config,
      Path directory,
      Training training,
      long step,
      PrintStream out,
      boolean terminal) {
    return open(config, directory, training, step, out, terminal, WallTime.system());
  }

  static Watchers open(
      WatchConfig config,
      Path directory,
      Training training,
      long step,
      PrintStream out,
      boolean terminal,
      WallTime time) {
    List<Sink> sinks = new ArrayList<>();
    Pace pace = new Pace(time);
    long now = time.millis().getAsLong();
    try {
      ReportPage page = config.report() ? new ReportPage(directory, training, now) : null;
      sinks.add(Journal.open(directory, step, earlier(pace, page)));
      Console console = new Console(training, step, out, terminal, time.nanos());
      sinks.add(console);
      if (page != null) {
        sinks.add(page);
      }
      if (config.tensorBoard()) {
        sinks.add(TensorBoard.open(directory, step, now));
      }
      config
          .mlflow()
          .map(m -> Mlflow.open(m, directory, training, step, now, System::getenv, console::line))
          .ifPresent(sinks::add);
    } catch (RuntimeException e) {
      closeAll(sinks, e);
      throw e;
    }
    pace.begin();
    return new Watchers(sinks, pace);
  }

  private static Journal.Earlier earlier(Pace pace, @Nullable ReportPage page) {
    return new Journal.Earlier() {
      @Override
      public void measured(Measures measures, Moment moment) {
        pace.earlier(moment);
        if (page != null) {
          page.earlier(measures, moment);
        }
      }

      @Override
      public void sampled(Samples samples, Moment moment) {
        pace.earlier(moment);
        if (page != null) {
          page.earlier(samples, moment);
        }
      }
    };
  }

  @Override
  public void measured(Measures measures) {
    Moment moment = pace.of(measures);
    Measures timeless = Pace.timeless(measures);
    sinks.forEach(sink -> sink.measured(timeless, moment));
  }

  @Override
  public void sampled(Samples samples) {
    Moment moment = pace.now();
    sinks.forEach(sink -> sink.sampled(samples, moment));
  }

  @Override
  public void flush() {
    sinks.forEach(Sink::flush);
  }

  @Override
  public void completed() {
    sinks.forEach(Sink::completed);
  }

  /** Closes every watcher, also after one of them failed. */
  @Override
  public void close() {
    RuntimeException failure = closeAll(sinks, null);
    if (failure != null) {
      throw failure;
    }
  }

  /** Backwards, so that the console is still there for what the others say at last. */
  private static @Nullable RuntimeException closeAll(
      List<Sink> sinks, @Nullable RuntimeException earlier) {
    RuntimeException failure = earlier;
    for (int i = sinks.size() - 1; i >= 0; i--) {
      try {
        sinks.get(i).close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }
}
