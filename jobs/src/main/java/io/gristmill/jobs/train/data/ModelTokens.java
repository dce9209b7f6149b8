package io.gristmill.jobs.train.data;

import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;

/**
 * What data must know of a model.
 *
 * @param special tokens that its directory names
 * @param tokenizerName where the tokenizer is, for messages
 * @param modelName where the model is, for messages
 * @param vocabulary tokens that the model knows: 0 to this - 1
 * @param context most tokens of a row that the model takes
 */
public record ModelTokens(
    Tokenizer tokenizer,
    SpecialTokens special,
    String tokenizerName,
    String modelName,
    int vocabulary,
    int context) {}
