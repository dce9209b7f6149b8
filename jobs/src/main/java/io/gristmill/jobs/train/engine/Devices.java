package io.gristmill.jobs.train.engine;

import ai.djl.Device;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts PyTorch's device names. */
final class Devices {

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

  private Devices() {}

  static Device parse(String name, int gpus) {
    if (name.equals("auto")) {
      return gpus > 0 ? Device.gpu(0) : Device.cpu();
    }
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    Matcher cuda = CUDA.matcher(name);
    if (!cuda.matches()) {
      throw refused(name, "the device must be auto, cpu, cuda or cuda:N");
    }
    int number = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
    if (number >= gpus) {
      throw refused(
          name, "PyTorch finds " + gpus + " GPUs; use cpu, or install a CUDA build of PyTorch");
    }
    return Device.gpu(number);
  }

  static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  private static UserException refused(String name, String why) {
    return new UserException(ExitCode.CONFIGURATION, "device " + name + ": " + why);
  }
}
