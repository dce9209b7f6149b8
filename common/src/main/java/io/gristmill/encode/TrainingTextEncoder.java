package io.gristmill.encode;

import io.gristmill.chat.AssistantMask;
import io.gristmill.encode.TrainingText.Segment;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Tokenizes training texts with the same boundary between prompt and answer as at inference.
 *
 * <p>At inference the prompt is tokenized alone and the model continues after its last token.
 * Therefore a text is tokenized as a whole; if the result starts with the prompt's tokens, the
 * boundary is exact. If a token would span the boundary (a prompt that ends with a space, an answer
 * that begins with a line break), the answer is tokenized separately and appended to the prompt's
 * tokens (a tokenizer that prefixes every text with a space adds one there too); such rows are
 * counted as {@code boundaryForced}. TRL 1.16 keeps the tokens of the whole text instead and takes
 * the common prefix as the prompt, so it trains on a prompt that inference never produces; it
 * warns. LLMs-from-scratch and Stanford Alpaca mask as many tokens as the prompt alone has,
 * whatever they are ({@link PromptBoundary#COUNTED}). Texts rendered by a chat template are
 * tokenized as a whole, as transformers and TRL do; the boundaries between segments follow the
 * tokens.
 *
 * @param boundary rule for a token that would span a boundary
 * @param bosEos tokens added at both ends
 */
public record TrainingTextEncoder(
    TextEncoder encoder, PromptBoundary boundary, BosEosTokens bosEos, LossOn lossOn) {

  /** Rule for the end of the prompt. */
  public enum PromptBoundary {
    /** The row starts with the tokens of the prompt alone. */
    EXACT,
    /** As many tokens of the whole text as the prompt alone has. */
    COUNTED
  }

  /** Tokens that begin every row, if any, and the one that ends an answer, or {@link #NO_EOS}. */
  @SuppressWarnings("ArrayRecordComponent")
  public record BosEosTokens(int[] bos, int eos) implements Serializable {
    /** No EOS token is added. */
    public static final int NO_EOS = -1;
  }

  /** A tokenized text; forced: a token would have spanned the boundary of prompt and answer. */
  public record EncodedText(TokenExample example, boolean boundaryForced) {}

  /** A tokenized preference pair. */
  public record EncodedPair(PairTokens pair, boolean boundaryForced) {}

  /** Tokenizes a text; appends the EOS token once unless the template has its own end mark. */
  public EncodedText encode(TrainingText trainingText) {
    return trainingText.templated() ? encodeTemplated(trainingText) : encodeSegments(trainingText);
  }

  /** Encodes as transformers does: a token that overlaps an answer counts in the loss. */
  private EncodedText encodeTemplated(TrainingText trainingText) {
    TokenizedText text = encoder.encodeWithOffsets(trainingText.text());
    BitSet answers = AssistantMask.of(trainingText.lossSpans(), text.starts(), text.ends());
    return new EncodedText(example(answers, text.ids()), false);
  }

  private EncodedText encodeSegments(TrainingText trainingText) {
    StringBuilder text = new StringBuilder();
    BitSet answers = new BitSet();
    int[] tokens = {};
    boolean boundaryForced = false;
    int bosLength = bosEos.bos().length;
    boolean inAnswer = false;
    for (Segment segment : trainingText.upToLastAnswer()) {
      text.append(segment.text());
      Prefix prefix = extend(tokens, text.toString(), segment.text());
      answers.set(
          bosLength + Math.min(tokens.length, prefix.tokens().length),
          bosLength + prefix.tokens().length,
          segment.inLoss());
      tokens = prefix.tokens();
      boundaryForced |= prefix.boundaryForced();
      inAnswer = segment.inLoss();
    }
    int[] row = concat(bosEos.bos(), trainingText.hasEndMark() ? tokens : appendEos(tokens));
    if (row.length > bosLength + tokens.length) {
      answers.set(row.length - 1, inAnswer);
    }
    return new EncodedText(example(answers, row), boundaryForced);
  }

  private TokenExample example(BitSet answers, int[] row) {
    return lossOn == LossOn.ALL ? TokenExample.of(0, row) : TokenExample.of(answers, row);
  }

  /** Tokenizes a prompt with two answers, by the same rules. */
  public EncodedPair encode(PreferenceText pair) {
    return pair.templated() ? encodeTemplated(pair) : encodeParts(pair);
  }

  /** Encodes as TRL does: the prompt is the common prefix of its tokens and both whole texts. */
  private EncodedPair encodeTemplated(PreferenceText pair) {
    int[] prompt = encoder.encode(pair.prompt());
    int[] chosen = encoder.encode(pair.prompt() + pair.chosen());
    int[] rejected = encoder.encode(pair.prompt() + pair.rejected());
    int shared = Math.min(sharedPrefix(prompt, chosen), sharedPrefix(prompt, rejected));
    PairTokens tokens =
        PairTokens.of(
            Arrays.copyOf(prompt, shared),
            Arrays.copyOfRange(chosen, shared, chosen.length),
            Arrays.copyOfRange(rejected, shared, rejected.length));
    return new EncodedPair(tokens, shared < prompt.length);
  }

  private static int sharedPrefix(int[] prompt, int[] whole) {
    int mismatch = Arrays.mismatch(prompt, whole);
    return mismatch < 0 ? prompt.length : mismatch;
  }

  private EncodedPair encodeParts(PreferenceText pair) {
    int[] prompt = encoder.encode(pair.prompt());
    Prefix chosen = extend(prompt, pair.prompt() + pair.chosen(), pair.chosen());
    Prefix rejected = extend(prompt, pair.prompt() + pair.rejected(), pair.rejected());
    PairTokens tokens =
        PairTokens.of(
            concat(bosEos.bos(), prompt),
            answerTokens(chosen, prompt, pair.hasEndMark()),
            answerTokens(rejected, prompt, pair.hasEndMark()));
    return new EncodedPair(tokens, chosen.boundaryForced() || rejected.boundaryForced());
  }

  private int[] answerTokens(Prefix prefix, int[] prompt, boolean hasEndMark) {
    int from = Math.min(prompt.length, prefix.tokens().length);
    int[] answer = Arrays.copyOfRange(prefix.tokens(), from, prefix.tokens().length);
    return hasEndMark ? answer : appendEos(answer);
  }

  /** The tokens of a prompt for inference. */
  public int[] encodePrompt(String text) {
    return concat(bosEos.bos(), encoder.encode(text));
  }

  /** The tokens of a prompt that a template rendered, {@link TrainingTemplate#renderPrompt}. */
  public int[] encodePrompt(TrainingText prompt) {
    return prompt.templated() ? encoder.encode(prompt.text()) : encodePrompt(prompt.text());
  }

  /** The tokens of a text so far, and whether a boundary had to be forced. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Prefix(int[] tokens, boolean boundaryForced) {}

  /** Extends the tokens of all segments but the last by the last one. */
  private Prefix extend(int[] before, String all, String segment) {
    int[] whole = encoder.encode(all);
    if (boundary == PromptBoundary.COUNTED || startsWith(whole, before)) {
      return new Prefix(whole, false);
    }
    return new Prefix(concat(before, encoder.encode(segment)), true);
  }

  private static boolean startsWith(int[] whole, int[] part) {
    return whole.length >= part.length
        && Arrays.equals(whole, 0, part.length, part, 0, part.length);
  }

  private int[] appendEos(int[] tokens) {
    boolean present = tokens.length > 0 && tokens[tokens.length - 1] == bosEos.eos();
    return bosEos.eos() == BosEosTokens.NO_EOS || present
        ? tokens
        : concat(tokens, new int[] {bosEos.eos()});
  }

  private static int[] concat(int[] left, int[] right) {
    int[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
