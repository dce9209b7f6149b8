package io.gristmill.jobs.llm;

import io.gristmill.llm.budget.Price;

/**
 * Setup for running the exchanges of a job.
 *
 * @param service service of the model
 * @param price price of the model
 * @param tasks number of Spark tasks that send requests
 */
public record ExchangeSetup(ModelService service, Price price, int tasks) {

  public ExchangeTask task(ExchangeTask.ExchangeFactory start) {
    ModelHandle handle = service.handle();
    return new ExchangeTask(handle, price, handle.threadsPerTask(), start);
  }

  public void throwIfStopped() {
    service.throwIfStopped();
  }
}
