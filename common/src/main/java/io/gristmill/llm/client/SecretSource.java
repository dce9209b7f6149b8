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
 * Where a secret is to be found, never the secret: {@code env:NAME} or {@code file:PATH}. It is
 * read where it is used, on the machine that makes the call.
 */
public sealed interface SecretSource extends Serializable {

  /** An environment variable of the process that makes the calls. */
  record Environment(String name) implements SecretSource {}

  /** A mounted file; blanks and line breaks around the secret are no part of it. */
  record MountedFile(String path) implements SecretSource {}

  /**
   * Reads a setting.
   *
   * @return nothing when it is no such setting, above all when it is the secret itself
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

  /** Whether a setting means to name a source. */
  static boolean isMeant(String setting) {
    return setting.startsWith(Parts.ENV) || setting.startsWith(Parts.FILE);
  }

  /**
   * The secret, printable ASCII as HTTP wants it.
   *
   * @param environment value of a variable, or null
   * @param key the setting that named this source, for messages
   * @throws UserException when it is missing, empty or cannot stand in a header
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
          key + ": " + place() + " holds more than one printable ASCII word, so it is no key");
    }
    return stripped;
  }

  private String place() {
    return this instanceof Environment variable
        ? "environment variable " + variable.name()
        : "file " + ((MountedFile) this).path();
  }

  /** What the parsing needs. */
  final class Parts {

    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int MIN_KEY_LENGTH = 20;
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private Parts() {}

    /** Long, with a digit, both cases and no word boundary: nobody names a variable so. */
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
        throw new UserException(ExitCode.CONFIGURATION, key + ": file " + path + " is no text", e);
      } catch (IOException e) {
        throw new UserException(
            ExitCode.CONFIGURATION,
            key + ": file " + path + " cannot be read on this machine; mount it, check permissions",
            e);
      }
    }
  }
}
