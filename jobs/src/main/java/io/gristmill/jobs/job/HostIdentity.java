package io.gristmill.jobs.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process number means the same process: this start of this machine and, in a container,
 * this container. Known on Linux only; elsewhere no two processes are taken to share a machine.
 */
final class HostIdentity {

  private static final String CURRENT = read();

  private HostIdentity() {}

  static String current() {
    return CURRENT;
  }

  private static String read() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | RuntimeException unknown) {
      return "unknown " + HadoopFiles.unique();
    }
  }
}
