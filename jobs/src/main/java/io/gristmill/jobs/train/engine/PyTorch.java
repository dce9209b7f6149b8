package io.gristmill.jobs.train.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.DjlOffline;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Program;
import io.gristmill.jobs.train.tensor.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PyTorch through DJL on one device. DJL's downloads and usage tracking are disabled. */
public final class PyTorch implements Backend {

  private final Device device;
  private final PtNDManager manager;
  private final Bf16Casts casts;

  private PyTorch(Device device, PtNDManager manager) {
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
  public static PyTorch open(String device) {
    DjlOffline.enable();
    Engine engine = engine();
    Device chosen = Devices.parse(device, engine.getGpuCount());
    return new PyTorch(chosen, (PtNDManager) engine.newBaseManager(chosen));
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

  /** Sets the number of threads per operation. */
  public static void setThreads(int threads) {
    DjlOffline.enable();
    engine();
    JniUtils.setNumThreads(threads);
  }

  @Override
  public Scope open() {
    return new PtScope(this, (PtNDManager) manager.newSubManager());
  }

  @Override
  public Program compile(String name, String source) {
    return compileProgram(name, source);
  }

  PtProgram compileProgram(String name, String source) {
    try {
      Path file = Files.createTempFile("gristmill-", ".pt");
      try {
        try (OutputStream out = Files.newOutputStream(file)) {
          TorchScriptArchive.write(out, name, source);
        }
        return new PtProgram(this, name, load(file));
      } catch (EngineException wrong) {
        throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PtSymbolBlock load(Path file) {
    // Loaded as trainable, since otherwise its methods run without autograd.
    return JniUtils.loadModule(manager, file, false, new String[0], new String[0], true);
  }

  Bf16Casts casts() {
    return casts;
  }

  @Override
  public String device() {
    return Devices.name(device);
  }

  @Override
  public void close() {
    casts.close();
    manager.close();
  }
}
