package io.gristmill.jobs.respond;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.format.PromptStyle;
import io.gristmill.format.ResponseExtraction;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.jobs.train.generation.GenerationOutput;
import io.gristmill.jobs.train.generation.Generator;
import io.gristmill.jobs.train.generation.TokenPrompt;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.record.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The model of this process, with its tokenizer; all tasks of the process share it. */
final class LoadedModel implements AutoCloseable {

  private static final Map<LocalModelSpec, LoadedModel> OPEN = new HashMap<>();

  private final Backend backend;
  private final Scope scope;
  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final PromptTokens prompts;
  private final @Nullable PromptStyle headers;
  private final Generator generator;
  private final GenerationConfig sampling;

  private LoadedModel(
      Backend backend,
      Scope scope,
      LanguageModel model,
      Tokenizer tokenizer,
      PromptTokens prompts,
      @Nullable PromptStyle headers,
      GenerationConfig drawing) {
    this.backend = backend;
    this.scope = scope;
    this.model = model;
    this.tokenizer = tokenizer;
    this.prompts = prompts;
    this.headers = headers;
    this.generator = new Generator(backend, model, prompts.ends(), tokenizer);
    this.sampling = drawing;
  }

  /** The model of a run; opens it on first use. */
  static LoadedModel of(LocalModelSpec spec, String device, Configuration configuration) {
    synchronized (OPEN) {
      LoadedModel open = OPEN.get(spec);
      if (open == null) {
        open = open(spec, device, configuration);
        OPEN.put(spec, open);
      }
      return open;
    }
  }

  /** Frees the model of a run if this process has opened it; no task may use it afterwards. */
  static void release(LocalModelSpec spec) {
    synchronized (OPEN) {
      LoadedModel open = OPEN.remove(spec);
      if (open != null) {
        open.close();
      }
    }
  }

  private static LoadedModel open(LocalModelSpec spec, String device, Configuration configuration) {
    RespondConfig config = spec.config();
    EncodingConfig encoding = config.data().encoding();
    Path path = LocalModelCopies.local(spec.directory(), configuration);
    try {
      checkIdentity(path, spec);
      ModelDirectory directory = ModelDirectory.open(path);
      Tokenizer tokenizer = Tokenizer.open(path);
      PromptTokens prompts = PromptTokens.of(config, directory, tokenizer);
      Backend.setThreads(spec.threads());
      Backend backend = Backend.open(device);
      Scope scope = backend.open();
      LanguageModel model =
          LanguageModel.of(
              backend,
              directory.config().withDropout(TransformerConfig.Dropout.NONE),
              directory.readWeights(scope),
              config.bf16() ? Precision.BF16 : Precision.FULL);
      return new LoadedModel(
          backend,
          scope,
          model,
          tokenizer,
          prompts,
          encoding.prompt().template().promptStyle().orElse(null),
          config
              .sampling()
              .forLocalModel(prompts.data().endMark(), config.seed(), config.batchSize()));
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  private static void checkIdentity(Path path, LocalModelSpec spec) throws IOException {
    if (!LocalModelSpec.identity(path).equals(spec.identity())) {
      throw new UserException(
          ExitCode.INPUT,
          path
              + " on an executor differs from the model on the driver; copy the driver's model"
              + " there");
    }
  }

  /**
   * Answers the rows of a batch in one call. Floating-point sums depend on the shape of a batch in
   * their last bits, so the same rows must always form the same batch.
   *
   * @return the responses, in the order of the rows
   */
  List<Response> answer(List<Example> batch) {
    List<Response> responses = new ArrayList<>();
    List<TokenPrompt> spec = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (Example example : batch) {
      EncodedRow<int[]> tokens = prompts.of(example);
      if (tokens instanceof EncodedRow.Dropped<int[]> dropped) {
        responses.add(Response.reject(example, dropped.reason().rule(), dropped.reason().detail()));
      } else {
        indices.add(responses.size());
        responses.add(Response.reject(example, "", ""));
        spec.add(new TokenPrompt(example.id(), ((EncodedRow.Kept<int[]>) tokens).row()));
      }
    }
    List<GenerationOutput> answers = generator.generate(spec, sampling);
    for (int i = 0; i < answers.size(); i++) {
      int index = indices.get(i);
      responses.set(index, response(batch.get(index), answers.get(i)));
    }
    return responses;
  }

  private Response response(Example example, GenerationOutput answer) {
    String text = Objects.requireNonNullElse(answer.text(), "");
    return Response.answer(
        example,
        ResponseExtraction.of(headers, text),
        switch (answer.finishReason()) {
          case EOS_TOKEN, STOP_STRING -> "stop";
          case MAX_NEW_TOKENS, MAX_POSITIONS -> Response.TRUNCATED;
        },
        answer.tokens().length);
  }

  @Override
  public void close() {
    model.close();
    scope.close();
    backend.close();
    tokenizer.close();
  }
}
