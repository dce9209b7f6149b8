package io.gristmill.llm.client;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Source of a secret, never the secret itself: {@code env:NAME} or {@code file:PATH}. The secret is
 * read on the machine that makes the call.
 */
public sealed interface SecretSource extends Serializable {

  /** Environment variable of the process that makes the calls. */
  record Environment(String name) implements SecretSource {}

  /** Mounted file; white space around the secret is ignored. */
  record MountedFile(String path) implements SecretSource {}

  /**
   * Parses a setting.
   *
   * @return empty if the setting is invalid, for example the secret itself
   */
  static Optional<SecretSource> parse(String setting) {
    if (setting.startsWith(Parts.ENV)) {
      String name = setting.substring(Parts.ENV.length());
      boolean isName = Parts.NAME.matcher(name).matches() && !Parts.looksLikeKey(name);
      return isName ? Optional.of(new Environment(name)) : Optional.empty();
    }
    return setting.startsWith(Parts.FILE)
        ? Parts.file(setting.substring(Parts.FILE.length()))
        : Optional.empty();
  }

  /** Whether a setting starts with {@code env:} or {@code file:}. */
  static boolean isMeant(String setting) {
    return setting.startsWith(Parts.ENV) || setting.startsWith(Parts.FILE);
  }

  /**
   * Reads the secret, which must be printable ASCII as HTTP requires.
   *
   * @param environment looks up an environment variable; null if unset
   * @param key setting that names the source, for messages
   * @throws UserException if it is missing, empty or not valid in a header
   */
  default String read(Function<String, @Nullable String> environment, String key) {
    String secret =
        this instanceof Environment variable
            ? environment.apply(variable.name())
            : Parts.content(((MountedFile) this).path(), key);
    if (secret == null || secret.isBlank()) {
      throw new UserException(
          ExitCode.CONFIGURATION, key + ": " + place() + " is not set or empty");
    }
    String stripped = secret.strip();
    if (!stripped.chars().allMatch(c -> ' ' < c && c < 0x7F)) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          key + ": " + place() + " must contain a single word of printable ASCII characters");
    }
    return stripped;
  }

  private String place() {
    return this instanceof Environment variable
        ? "environment variable " + variable.name()
        : "file " + ((MountedFile) this).path();
  }

  /** Parsing helpers. */
  final class Parts {

    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int MIN_KEY_LENGTH = 20;
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private Parts() {}

    /** Whether a name looks like a key: long, with digits, lower and upper case. */
    private static boolean looksLikeKey(String name) {
      return name.length() >= MIN_KEY_LENGTH
          && name.chars().anyMatch(Character::isDigit)
          && name.chars().anyMatch(Character::isLowerCase)
          && name.chars().anyMatch(Character::isUpperCase);
    }

    private static Optional<SecretSource> file(String path) {
      try {
        boolean isPath = !path.isBlank() && Path.of(path).isAbsolute();
        return isPath ? Optional.of(new MountedFile(path)) : Optional.empty();
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    private static String content(String path, String key) {
      try {
        Path file = Path.of(path);
        if (Files.size(file) > MAX_FILE_BYTES) {
          throw new UserException(
              ExitCode.CONFIGURATION, key + ": file " + path + " is too large to be a key");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (MalformedInputException e) {
        throw new UserException(
            ExitCode.CONFIGURATION, key + ": file " + path + " is not UTF-8 text", e);
      } catch (IOException e) {
        throw new UserException(
            ExitCode.CONFIGURATION,
            key
                + ": file "
                + path
                + " cannot be read on this machine; mount it and check its permissions",
            e);
      }
    }
  }
}
