package io.gristmill.jobs.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Identifies the scope in which a process id is unique: this boot of this machine and, in a
 * container, its PID namespace. Known on Linux only; elsewhere every process has its own identity.
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
