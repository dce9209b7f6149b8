package io.gristmill.jobs.storage;

import io.gristmill.manifest.JsonDocument;

/** The content of lock files that other processes left behind. */
public final class LockFiles {

  private LockFiles() {}

  /** The lock of a process on this machine that has ended. */
  public static String ofEndedProcess(String job) {
    return JsonDocument.write(
        new RunLock.Owner("dead", HostIdentity.current(), Long.MAX_VALUE, job));
  }
}
