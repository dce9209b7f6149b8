package io.gristmill.jobs.llm;

import io.gristmill.llm.budget.Grant;
import io.gristmill.llm.budget.LeaseRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Channel from an executor process to the driver: in this process, or through the plugin. Messages
 * are serialized here, since Spark's RPC cannot load classes of a job's jar.
 */
final class DriverChannel {

  private DriverChannel() {}

  /**
   * Report of an executor process.
   *
   * @param run token of the run
   * @param leaseRequest lease request; its executor is the process
   * @param counts totals since the start of the process
   * @param stopReason reason to stop the run; null if there is none
   */
  record Report(
      String run, LeaseRequest leaseRequest, CallCounts counts, @Nullable StopReason stopReason)
      implements Serializable {}

  /**
   * Response of the driver.
   *
   * @param grant lease; null if the run is closed
   * @param stopReason reason to stop the run; null to continue
   */
  record Response(@Nullable Grant grant, @Nullable StopReason stopReason) implements Serializable {}

  /**
   * Sends a report to the driver of its run.
   *
   * @throws Exception if the driver cannot be reached
   */
  static Response send(Report report) throws Exception {
    DriverRun here = DriverRun.find(report.run());
    return here == null
        ? (Response) read(BudgetPlugin.askDriver(write(report)))
        : here.receive(report);
  }

  /** Answers a message on the driver. */
  static Object receive(Object message) throws Exception {
    Report report = (Report) read(message);
    DriverRun run = DriverRun.find(report.run());
    return write(run == null ? new Response(null, null) : run.receive(report));
  }

  static byte[] write(Serializable message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(message);
    }
    return bytes.toByteArray();
  }

  static Object read(Object message) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream((byte[]) message))) {
      return in.readObject();
    }
  }
}
