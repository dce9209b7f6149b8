package io.gristmill.jobs.generate;

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
record Asking(ModelService service, Price price, int tasks) {

  ExchangeTask task(ExchangeTask.Start start) {
    ModelHandle handle = service.handle();
    return new ExchangeTask(handle, price, handle.threadsPerTask(), start);
  }

  void throwIfStopped() {
    service.throwIfStopped();
  }
}
