package io.gristmill.jobs.train.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.DjlOffline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device that holds tensors and runs programs: PyTorch through DJL, whose downloads and usage
 * tracking are disabled.
 */
public final class Backend implements AutoCloseable {

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

  private final Device device;
  private final PtNDManager manager;
  private final Bf16Casts casts;

  private Backend(Device device, PtNDManager manager) {
    this.device = device;
    this.manager = manager;
    this.casts = new Bf16Casts(this);
  }

  /**
   * Opens a device.
   *
   * @param device {@code auto} (a GPU if available), {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws UserException if PyTorch's libraries or the device are missing
   */
  public static Backend open(String device) {
    DjlOffline.enable();
    Engine engine = engine();
    Device chosen = parse(device, engine.getGpuCount());
    return new Backend(chosen, (PtNDManager) engine.newBaseManager(chosen));
  }

  private static Engine engine() {
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | UnsatisfiedLinkError missing) {
      throw new UserException(
          ExitCode.SERVICE,
          "PyTorch's native libraries cannot be loaded ("
              + missing.getMessage()
              + "); put pytorch-native-cpu on the class path, or set PYTORCH_LIBRARY_PATH,"
              + " PYTORCH_VERSION=2.7.1 and PYTORCH_FLAVOR to an installed PyTorch 2.7.1",
          missing);
    }
  }

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

  private static UserException refused(String name, String why) {
    return new UserException(ExitCode.CONFIGURATION, "device " + name + ": " + why);
  }

  public static void setThreads(int threads) {
    DjlOffline.enable();
    engine();
    JniUtils.setNumThreads(threads);
  }

  /** Opens a scope, which lives until it or the backend is closed. */
  public Scope open() {
    return new Scope(this, (PtNDManager) manager.newSubManager());
  }

  /**
   * Compiles TorchScript text.
   *
   * @param name name of the class in the text, for messages
   * @param source TorchScript in its serialized form: a class {@code name(Module)} with the methods
   *     of the program
   * @throws IllegalArgumentException with the compiler's message if the text does not compile
   */
  public Program compile(String name, String source) {
    try {
      Path file = Files.createTempFile("gristmill-", ".pt");
      try {
        try (OutputStream out = Files.newOutputStream(file)) {
          TorchScriptArchive.write(out, name, source);
        }
        // Loaded as trainable, since otherwise its methods run without autograd.
        return new Program(
            this,
            name,
            JniUtils.loadModule(manager, file, false, new String[0], new String[0], true));
      } catch (EngineException wrong) {
        throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bf16Casts casts() {
    return casts;
  }

  /** The name of the device, such as {@code cpu} or {@code cuda:0}. */
  public String device() {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  @Override
  public void close() {
    casts.close();
    manager.close();
  }
}
