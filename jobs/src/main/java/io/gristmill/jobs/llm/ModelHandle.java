package io.gristmill.jobs.llm;

import io.gristmill.llm.Request;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.rehearsal.RehearsalConfig;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Serializable handle with which tasks call the model of their run. Contains no secrets: the API
 * key is read where calls are made.
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
   * Returns the model client of this process. Call it at the start of every task, since it loads
   * the answers stored by other processes until then.
   *
   * @throws java.io.UncheckedIOException if the response store cannot be read
   */
  public ModelClient modelClient() {
    return ModelClients.of(this);
  }

  /**
   * Number of threads per task with which all tasks together reach {@code llm.max-concurrency};
   * further threads only wait.
   */
  public int threadsPerTask() {
    return threadsPerTask;
  }

  /**
   * Completes a request as it is sent and stored: takes null sampling parameters from {@code
   * llm.sampling}. Idempotent.
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
