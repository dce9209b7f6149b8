package io.gristmill.lesson;

import io.gristmill.chat.AssistantMask;
import io.gristmill.lesson.Lesson.Piece;
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
 * is {@link Border#COUNTED}. What a chat template has written is tokenised as transformers and TRL
 * do it: as a whole, with borders where their tokens have them.
 *
 * @param encoder tokenizer
 * @param border what is done where a token would reach over a border
 * @param marks tokens that are put around
 * @param lossOn what is learned
 */
public record LessonEncoder(TextEncoder encoder, Border border, Marks marks, LossOn lossOn) {

  /** Where prompts end. */
  public enum Border {
    /** Behind the tokens of the prompt alone, which the row begins with. */
    KEPT,
    /** After as many tokens of the whole as the prompt alone has. */
    COUNTED
  }

  /**
   * Tokens around a text.
   *
   * @param opening what every row begins with; may be empty
   * @param end token that ends an answer; {@link #NONE} for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Marks(int[] opening, int end) implements Serializable {
    /** No end token. */
    public static final int NONE = -1;
  }

  /**
   * A text as tokens.
   *
   * @param mended whether a border had to be kept by force
   */
  public record Encoded(TokenExample example, boolean mended) {}

  /** The same of a pair. */
  public record EncodedPair(PairTokens pair, boolean mended) {}

  /** The tokens of a text; the end token stands once behind a text that does not end itself. */
  public Encoded encode(Lesson lesson) {
    return lesson.whole() ? whole(lesson) : pieces(lesson);
  }

  /** As transformers has it: a token that is an answer's in part is learned. */
  private Encoded whole(Lesson lesson) {
    TokenizedText text = encoder.encodeWithOffsets(lesson.text());
    BitSet answers = AssistantMask.of(lesson.answers(), text.starts(), text.ends());
    return new Encoded(example(answers, text.ids()), false);
  }

  private Encoded pieces(Lesson lesson) {
    StringBuilder text = new StringBuilder();
    BitSet answers = new BitSet();
    int[] tokens = {};
    boolean mended = false;
    int opening = marks.opening().length;
    boolean inAnswer = false;
    for (Piece piece : Pieces.joined(lesson.upToLastAnswer())) {
      text.append(piece.text());
      Step step = step(tokens, text.toString(), piece.text());
      answers.set(
          opening + Math.min(tokens.length, step.tokens().length),
          opening + step.tokens().length,
          piece.learned());
      tokens = step.tokens();
      mended |= step.mended();
      inAnswer = piece.learned();
    }
    int[] row = concat(marks.opening(), lesson.ended() ? tokens : ended(tokens));
    if (row.length > opening + tokens.length) {
      answers.set(row.length - 1, inAnswer);
    }
    return new Encoded(example(answers, row), mended);
  }

  private TokenExample example(BitSet answers, int[] row) {
    return lossOn == LossOn.ALL ? TokenExample.of(0, row) : TokenExample.of(answers, row);
  }

  /** The tokens of two answers; the same rule for both. */
  public EncodedPair encode(PairLesson pair) {
    return pair.whole() ? whole(pair) : parts(pair);
  }

  /** As TRL has it: the prompt is what its own tokens share with those of both wholes. */
  private EncodedPair whole(PairLesson pair) {
    int[] prompt = encoder.encode(pair.prompt());
    int[] chosen = encoder.encode(pair.prompt() + pair.chosen());
    int[] rejected = encoder.encode(pair.prompt() + pair.rejected());
    int shared = Math.min(shared(prompt, chosen), shared(prompt, rejected));
    PairTokens tokens =
        PairTokens.of(
            Arrays.copyOf(prompt, shared),
            Arrays.copyOfRange(chosen, shared, chosen.length),
            Arrays.copyOfRange(rejected, shared, rejected.length));
    return new EncodedPair(tokens, shared < prompt.length);
  }

  private static int shared(int[] prompt, int[] whole) {
    int mismatch = Arrays.mismatch(prompt, whole);
    return mismatch < 0 ? prompt.length : mismatch;
  }

  private EncodedPair parts(PairLesson pair) {
    int[] prompt = encoder.encode(pair.prompt());
    Step chosen = step(prompt, pair.prompt() + pair.chosen(), pair.chosen());
    Step rejected = step(prompt, pair.prompt() + pair.rejected(), pair.rejected());
    PairTokens tokens =
        PairTokens.of(
            concat(marks.opening(), prompt),
            answer(chosen, prompt, pair.ended()),
            answer(rejected, prompt, pair.ended()));
    return new EncodedPair(tokens, chosen.mended() || rejected.mended());
  }

  private int[] answer(Step step, int[] prompt, boolean ended) {
    int from = Math.min(prompt.length, step.tokens().length);
    int[] answer = Arrays.copyOfRange(step.tokens(), from, step.tokens().length);
    return ended ? answer : ended(answer);
  }

  /** The tokens of a prompt that is to be answered. */
  public int[] prompt(String text) {
    return concat(marks.opening(), encoder.encode(text));
  }

  /** The same of a lesson that is one, {@link LessonStyle#question}. */
  public int[] prompt(Lesson question) {
    return question.whole() ? encoder.encode(question.text()) : prompt(question.text());
  }

  /** The tokens of a text up to some place, and whether a border was kept by force. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(int[] tokens, boolean mended) {}

  /**
   * @param before tokens of all but the last piece
   */
  private Step step(int[] before, String all, String piece) {
    int[] whole = encoder.encode(all);
    if (border == Border.COUNTED || startsWith(whole, before)) {
      return new Step(whole, false);
    }
    return new Step(concat(before, encoder.encode(piece)), true);
  }

  private static boolean startsWith(int[] whole, int[] part) {
    return whole.length >= part.length
        && Arrays.equals(whole, 0, part.length, part, 0, part.length);
  }

  private int[] ended(int[] tokens) {
    boolean there = tokens.length > 0 && tokens[tokens.length - 1] == marks.end();
    return marks.end() == Marks.NONE || there ? tokens : concat(tokens, new int[] {marks.end()});
  }

  private static int[] concat(int[] left, int[] right) {
    int[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
