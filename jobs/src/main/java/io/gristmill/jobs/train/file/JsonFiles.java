package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the JSON files of a model directory. */
public final class JsonFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFiles() {}

  /**
   * @param messageIfMissing the message for a file that does not exist
   * @throws UserException if the file is missing or no JSON
   */
  public static JsonNode read(Path file, String messageIfMissing) throws IOException {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new UserException(ExitCode.INPUT, messageIfMissing, e);
    } catch (JsonProcessingException e) {
      throw new UserException(ExitCode.INPUT, file + ": " + e.getOriginalMessage(), e);
    }
  }
}
