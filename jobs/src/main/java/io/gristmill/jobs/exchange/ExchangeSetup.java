package io.gristmill.jobs.exchange;

import io.gristmill.jobs.llm.ModelHandle;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.llm.budget.Price;

/**
 * How the exchanges of a job are run.
 *
 * @param service that knows the model
 * @param price of an answer
 * @param tasks of Spark that ask at the same time
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
