package io.gristmill.similarity.rouge;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The input of a join: the groups of one corpus, or of two merged by increasing length, each with
 * its side. A text without any partner of suitable length is dropped at once, so a single huge text
 * costs nothing.
 */
final class JoinTexts {

  private static final int MIN_TILE = 256;
  private static final int MAX_TILE = 32_768;
  private static final long MAX_TILE_TOKENS = 1 << 25;

  final int sides;
  final int vocabulary;
  final OverlapBounds bounds;

  /** By place in the order: tokens, elements by rank, side (0 or 1) and position of the row. */
  final int[][] sequences;

  final int[][] bags;
  final byte[] sideOf;
  final long[] positions;
  final int elements;

  JoinTexts(OverlapBounds bounds, RougeCorpus... corpora) {
    this.bounds = bounds;
    this.sides = corpora.length;
    this.vocabulary = corpora[0].dictionary().size();
    long[] order = withPartners(byLength(corpora));
    sequences = new int[order.length][];
    sideOf = new byte[order.length];
    positions = new long[order.length];
    for (int place = 0; place < order.length; place++) {
      int side = side(order[place]);
      int group = group(order[place]);
      sequences[place] = corpora[side].sequence(group);
      sideOf[place] = (byte) side;
      positions[place] = corpora[side].groupPosition(group);
    }
    ElementRanks.Bags ranked = ElementRanks.of(sequences, vocabulary);
    bags = ranked.sets();
    elements = ranked.elements();
  }

  int size() {
    return sequences.length;
  }

  int length(int place) {
    return sequences[place].length;
  }

  /** Returns the side that texts of {@code side} are compared with. */
  int partnerSide(int side) {
    return sides == 1 ? 0 : 1 - side;
  }

  /**
   * Divides the order into tiles whose index and counters fit a processor's cache; with several
   * threads, into eight tiles per thread if there are enough texts. The result of the join does not
   * depend on it.
   *
   * @return the ends of the tiles, ascending
   */
  int[] tiles(int threads) {
    int share = threads == 1 ? size() : size() / (8 * threads) + 1;
    int widest = Math.max(MIN_TILE, Math.min(MAX_TILE, share));
    GrowableInts ends = new GrowableInts();
    long tokens = 0;
    for (int place = 0, start = 0; place < size(); place++) {
      tokens += length(place);
      if (place + 1 - start == widest || tokens > MAX_TILE_TOKENS || place + 1 == size()) {
        ends.add(place + 1);
        start = place + 1;
        tokens = 0;
      }
    }
    return ends.toArray();
  }

  /** Sorts groups by length; a packed value holds 31 bits of length, 1 of side and 32 of group. */
  private static long[] byLength(RougeCorpus[] corpora) {
    int total = Arrays.stream(corpora).mapToInt(RougeCorpus::groups).reduce(0, Math::addExact);
    long[] order = new long[total];
    int next = 0;
    for (int side = 0; side < corpora.length; side++) {
      for (int group = 0; group < corpora[side].groups(); group++) {
        long length = corpora[side].sequence(group).length;
        order[next++] = (length << 33) | ((long) side << 32) | group;
      }
    }
    Arrays.sort(order);
    return order;
  }

  /** Keeps the texts whose next shorter or next longer partner has a suitable length. */
  private long[] withPartners(long[] order) {
    BitSet kept = new BitSet(order.length);
    int[] nearest = {-1, -1};
    for (int i = 0; i < order.length; i++) {
      int shorter = nearest[partnerSide(side(order[i]))];
      kept.set(i, shorter >= 0 && canPass(order[shorter], order[i]));
      nearest[side(order[i])] = i;
    }
    Arrays.fill(nearest, -1);
    for (int i = order.length - 1; i >= 0; i--) {
      int longer = nearest[partnerSide(side(order[i]))];
      if (longer >= 0 && canPass(order[i], order[longer])) {
        kept.set(i);
      }
      nearest[side(order[i])] = i;
    }
    return kept.stream().mapToLong(i -> order[i]).toArray();
  }

  private boolean canPass(long shorter, long longer) {
    return length(shorter) >= bounds.minPartnerLength(length(longer));
  }

  private static int length(long packed) {
    return (int) (packed >>> 33);
  }

  private static int side(long packed) {
    return (int) (packed >>> 32) & 1;
  }

  private static int group(long packed) {
    return (int) packed;
  }
}
