package io.gristmill.jobs.llm;

import io.gristmill.llm.Request;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.rehearsal.RehearsalConfig;
import java.io.Serializable;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Serializable handle with which tasks call the model of their run. Contains no secrets: the API
 * key is read where calls are made.
 *
 * @param token token of the run in this session
 * @param run number of the run in the response store
 * @param responses directory of the response store
 * @param assumedOutputTokens completion tokens reserved for a request without max-tokens
 * @param threadsPerTask number of threads per task with which all tasks together reach {@code
 *     llm.max-concurrency}; further threads only wait
 */
public record ModelHandle(
    String token,
    int run,
    String responses,
    LlmConfig model,
    RehearsalConfig rehearsal,
    Price price,
    long assumedOutputTokens,
    int threadsPerTask,
    SerializableConfiguration configuration)
    implements Serializable {

  /**
   * Returns the model client of this process. Call it at the start of every task, since it loads
   * the answers stored by other processes until then.
   *
   * @throws java.io.UncheckedIOException if the response store cannot be read
   */
  public ModelClient modelClient() {
    return CachingModelClient.of(this);
  }

  /**
   * Completes a request as it is sent and stored: takes null sampling parameters from {@code
   * llm.sampling}. Idempotent.
   */
  Request complete(Request request) {
    return new Request(
        request.model(),
        request.prompt(),
        request.sampling().orElse(model.sampling()),
        request.sample());
  }
}
