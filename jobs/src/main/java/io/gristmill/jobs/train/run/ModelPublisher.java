package io.gristmill.jobs.train.run;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.jobs.train.file.AdapterDirectory;
import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.run.directory.Checkpoints;
import io.gristmill.jobs.train.run.directory.TrainingDirectory;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Writes the final model of a training in Hugging Face's layout. */
record ModelPublisher(TrainingConfig config, ModelSource source, TrainingState state) {

  /** Maximum shard size (bytes); transformers' default is 5 GB too. */
  private static final long SHARD_BYTES = 5_000_000_000L;

  void publish(TrainingDirectory run, LoopState end, Checkpoints checkpoints) throws IOException {
    try (Scope scope = state.backend().open()) {
      List<Tensor> trained = selectWeights(end, checkpoints, scope);
      if (source.lora().isPresent()) {
        saveAdapters(run.adapter(), new Adapters(source.lora().get(), trained));
      }
      saveModel(run.model(), state.model().withTrainable(trained).mergedWeights(scope));
    }
  }

  /** The trained tensors of the best evaluation or of the last step. */
  private List<Tensor> selectWeights(LoopState end, Checkpoints checkpoints, Scope scope)
      throws IOException {
    LoopState.Best best = end.best();
    boolean last = !config.evaluation().loadBest();
    return last || best == null || best.step() == end.step()
        ? state.trainable().weights()
        : checkpoints.at(best.step()).weights(scope, source.trainable());
  }

  private void saveAdapters(Path folder, Adapters adapters) {
    String base = config.model().directory();
    AtomicFiles.publish(
        folder,
        partial ->
            AdapterDirectory.save(
                partial, source.config(), adapters, base, config.saveDtype().type()));
  }

  private void saveModel(Path folder, List<Tensor> weights) {
    AtomicFiles.publish(
        folder,
        partial -> {
          source.directory().save(partial, weights, config.saveDtype().type(), SHARD_BYTES);
          for (Path file : source.directory().companionFiles()) {
            Files.copy(
                file, partial.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
          }
          copyTemplates(source.directory().path(), partial);
        });
  }

  /** Copies chat templates other than the default one. */
  private static void copyTemplates(Path from, Path to) throws IOException {
    Path templates = from.resolve(ChatTemplateFiles.ADDITIONAL);
    if (!Files.isDirectory(templates)) {
      return;
    }
    Path copies = Files.createDirectories(to.resolve(ChatTemplateFiles.ADDITIONAL));
    try (Stream<Path> files = Files.list(templates)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copies.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
