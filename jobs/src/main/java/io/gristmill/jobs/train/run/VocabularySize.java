package io.gristmill.jobs.train.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Vocabulary size of a tokenizer.json. */
final class VocabularySize {

  private static final ObjectMapper JSON = new ObjectMapper();

  private VocabularySize() {}

  /**
   * @param folder directory of a model or tokenizer
   * @return largest token id plus 1
   */
  static int of(Path folder) throws IOException {
    Path file = folder.resolve(Tokenizer.FILE);
    try {
      return of(JSON.readTree(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      throw new UserException(
          ExitCode.INPUT,
          file + " is missing; tokenizer.json is the only tokenizer format that is supported",
          e);
    } catch (JsonProcessingException e) {
      throw new UserException(ExitCode.INPUT, file + ": " + e.getOriginalMessage(), e);
    }
  }

  private static int of(JsonNode tokenizer) {
    int largest = -1;
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    for (JsonNode id : vocabulary) {
      largest = Math.max(largest, id.asInt(-1));
    }
    if (vocabulary.isArray()) { // Unigram models: the index is the id
      largest = vocabulary.size() - 1;
    }
    for (JsonNode added : tokenizer.path("added_tokens")) {
      largest = Math.max(largest, added.path("id").asInt(-1));
    }
    return largest + 1;
  }
}
