package io.gristmill.jobs.llm;

import io.gristmill.llm.Request;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.rehearsal.RehearsalConfig;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What a task needs to ask the model of its run; goes into closures. Holds no secret: a key is read
 * where calls are made.
 */
public final class ModelHandle implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String token;
  private final int run;
  private final String responses;
  private final LlmConfig model;
  private final RehearsalConfig rehearsal;
  private final Price price;
  private final long assumedOutputTokens;
  private final int threadsPerTask;
  private final SerializableConfiguration configuration;

  ModelHandle(
      String token,
      int run,
      String responses,
      LlmConfig model,
      RehearsalConfig rehearsal,
      Price price,
      long assumedCompletionTokens,
      int threadsPerTask,
      SerializableConfiguration configuration) {
    this.token = token;
    this.run = run;
    this.responses = responses;
    this.model = model;
    this.rehearsal = rehearsal;
    this.price = price;
    this.assumedOutputTokens = assumedCompletionTokens;
    this.threadsPerTask = threadsPerTask;
    this.configuration = configuration;
  }

  /**
   * The asker of this process. To be called at the start of every task: what other processes have
   * stored until then is known afterwards.
   *
   * @throws java.io.UncheckedIOException when the response store cannot be read
   */
  public ModelClient modelClient() {
    return ModelClients.of(this);
  }

  /**
   * How many threads of a task should ask at a time, so that all tasks together can fill {@code
   * llm.max-concurrency}; more do no harm but wait.
   */
  public int threadsPerTask() {
    return threadsPerTask;
  }

  /**
   * A request as it is asked and stored: what it leaves open in its decoding is taken from {@code
   * llm.sampling}. Completing it again changes nothing.
   */
  public Request complete(Request request) {
    return new Request(
        request.model(),
        request.prompt(),
        request.sampling().orElse(model.sampling()),
        request.sample());
  }

  String token() {
    return token;
  }

  int run() {
    return run;
  }

  String responses() {
    return responses;
  }

  LlmConfig model() {
    return model;
  }

  RehearsalConfig rehearsal() {
    return rehearsal;
  }

  Price price() {
    return price;
  }

  long assumedCompletionTokens() {
    return assumedOutputTokens;
  }

  Configuration hadoopConfiguration() {
    return configuration.value();
  }
}
