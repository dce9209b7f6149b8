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
 * Tokens of texts, with the border between prompt and answer where a model finds it at inference.
 *
 * <p>There the prompt is tokenised alone and the model goes on behind its last token. So a text is
 * tokenised as a whole, and where that begins with the very tokens of the prompt, the border is
 * there. Where a token would reach over the border (a prompt that ends in a blank, an answer that
 * begins with a line break), the answer is tokenised by itself and put behind the prompt's tokens
 * (a tokenizer that begins every text with a blank of its own puts one there too); that is counted
 * as mended. TRL 1.16 keeps the tokens of the whole instead and takes the tokens that both share as
 * prompt, so it trains on a prompt that inference never has; it warns. The rule of
 * LLMs-from-scratch and Stanford Alpaca (as many tokens as the prompt alone has, whatever they are)
 * is {@link PromptBoundary#COUNTED}. What a chat template has written is tokenised as transformers
 * and TRL do it: as a whole, with borders where their tokens have them.
 *
 * @param encoder tokenizer
 * @param boundary what is done where a token would reach over a border
 * @param bosEos tokens that are put around
 * @param lossOn what is learned
 */
public record TrainingTextEncoder(
    TextEncoder encoder, PromptBoundary boundary, BosEosTokens bosEos, LossOn lossOn) {

  /** Where prompts end. */
  public enum PromptBoundary {
    /** Behind the tokens of the prompt alone, which the row begins with. */
    EXACT,
    /** After as many tokens of the whole as the prompt alone has. */
    COUNTED
  }

  /**
   * Tokens around a text.
   *
   * @param bos what every row begins with; may be empty
   * @param eos token that ends an answer; {@link #NO_EOS} for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record BosEosTokens(int[] bos, int eos) implements Serializable {
    /** No end token. */
    public static final int NO_EOS = -1;
  }

  /**
   * A text as tokens.
   *
   * @param boundaryForced whether a border had to be kept by force
   */
  public record EncodedText(TokenExample example, boolean boundaryForced) {}

  /** The same of a pair. */
  public record EncodedPair(PairTokens pair, boolean boundaryForced) {}

  /** The tokens of a text; the end token stands once behind a text that does not end itself. */
  public EncodedText encode(TrainingText lesson) {
    return lesson.templated() ? encodeTemplated(lesson) : encodeSegments(lesson);
  }

  /** As transformers has it: a token that is an answer's in part is learned. */
  private EncodedText encodeTemplated(TrainingText lesson) {
    TokenizedText text = encoder.encodeWithOffsets(lesson.text());
    BitSet answers = AssistantMask.of(lesson.lossSpans(), text.starts(), text.ends());
    return new EncodedText(example(answers, text.ids()), false);
  }

  private EncodedText encodeSegments(TrainingText lesson) {
    StringBuilder text = new StringBuilder();
    BitSet answers = new BitSet();
    int[] tokens = {};
    boolean mended = false;
    int opening = bosEos.bos().length;
    boolean inAnswer = false;
    for (Segment piece : Segments.merge(lesson.upToLastAnswer())) {
      text.append(piece.text());
      Prefix step = extend(tokens, text.toString(), piece.text());
      answers.set(
          opening + Math.min(tokens.length, step.tokens().length),
          opening + step.tokens().length,
          piece.inLoss());
      tokens = step.tokens();
      mended |= step.boundaryForced();
      inAnswer = piece.inLoss();
    }
    int[] row = concat(bosEos.bos(), lesson.hasEndMark() ? tokens : appendEos(tokens));
    if (row.length > opening + tokens.length) {
      answers.set(row.length - 1, inAnswer);
    }
    return new EncodedText(example(answers, row), mended);
  }

  private TokenExample example(BitSet answers, int[] row) {
    return lossOn == LossOn.ALL ? TokenExample.of(0, row) : TokenExample.of(answers, row);
  }

  /** The tokens of two answers; the same rule for both. */
  public EncodedPair encode(PreferenceText pair) {
    return pair.templated() ? encodeTemplated(pair) : encodeParts(pair);
  }

  /** As TRL has it: the prompt is what its own tokens share with those of both wholes. */
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
            answer(chosen, prompt, pair.hasEndMark()),
            answer(rejected, prompt, pair.hasEndMark()));
    return new EncodedPair(tokens, chosen.boundaryForced() || rejected.boundaryForced());
  }

  private int[] answer(Prefix step, int[] prompt, boolean ended) {
    int from = Math.min(prompt.length, step.tokens().length);
    int[] answer = Arrays.copyOfRange(step.tokens(), from, step.tokens().length);
    return ended ? answer : appendEos(answer);
  }

  /** The tokens of a prompt that is to be answered. */
  public int[] encodePrompt(String text) {
    return concat(bosEos.bos(), encoder.encode(text));
  }

  /** The same of a lesson that is one, {@link TrainingTemplate#renderPrompt}. */
  public int[] encodePrompt(TrainingText question) {
    return question.templated() ? encoder.encode(question.text()) : encodePrompt(question.text());
  }

  /** The tokens of a text up to some place, and whether a border was kept by force. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Prefix(int[] tokens, boolean boundaryForced) {}

  /**
   * @param before tokens of all but the last piece
   */
  private Prefix extend(int[] before, String all, String piece) {
    int[] whole = encoder.encode(all);
    if (boundary == PromptBoundary.COUNTED || startsWith(whole, before)) {
      return new Prefix(whole, false);
    }
    return new Prefix(concat(before, encoder.encode(piece)), true);
  }

  private static boolean startsWith(int[] whole, int[] part) {
    return whole.length >= part.length
        && Arrays.equals(whole, 0, part.length, part, 0, part.length);
  }

  private int[] appendEos(int[] tokens) {
    boolean there = tokens.length > 0 && tokens[tokens.length - 1] == bosEos.eos();
    return bosEos.eos() == BosEosTokens.NO_EOS || there
        ? tokens
        : concat(tokens, new int[] {bosEos.eos()});
  }

  private static int[] concat(int[] left, int[] right) {
    int[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
