package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts as token sequences, grouped by equal sequences, so that a join processes each sequence
 * once. The row with the smallest position represents its group. A text without tokens is similar
 * to nothing, not even to itself, and belongs to no group. Memory: about 4 bytes per token of the
 * distinct texts and 30 per row.
 */
public final class RougeCorpus {

  /** The group of a row whose text has no tokens. */
  private static final int NO_GROUP = -1;

  private final TokenDictionary dictionary;
  private final int[][] sequences;
  private final long[] representatives;
  private final long[] positions;
  private final int[] groups;

  private RougeCorpus(Builder builder) {
    dictionary = builder.dictionary;
    sequences = builder.sequences.toArray(new int[0][]);
    representatives = Arrays.copyOf(builder.representatives, sequences.length);
    groups = builder.groups.toArray();
    positions = Arrays.copyOf(builder.positions, groups.length);
  }

  /** Returns a builder that numbers tokens with {@code dictionary}. */
  public static Builder builder(TokenDictionary dictionary) {
    return new Builder(dictionary);
  }

  public TokenDictionary dictionary() {
    return dictionary;
  }

  /** Returns the number of rows, in the order they were added. */
  public int rows() {
    return positions.length;
  }

  /** Returns the position of a row. */
  public long position(int row) {
    return positions[row];
  }

  /** Returns the position of the first row with the same tokens; its own if it has none. */
  public long representative(int row) {
    return groups[row] == NO_GROUP ? positions[row] : representatives[groups[row]];
  }

  /** Returns the number of groups, i.e. of distinct non-empty token sequences. */
  public int groups() {
    return sequences.length;
  }

  /** Returns the smallest position in a group. */
  public long groupPosition(int group) {
    return representatives[group];
  }

  /** Returns the tokens of a group; callers must not modify the array. */
  int[] sequence(int group) {
    return sequences[group];
  }

  /** Builds a corpus row by row; not thread-safe. */
  public static final class Builder {

    private final TokenDictionary dictionary;
    private final List<int[]> sequences = new ArrayList<>();
    private final GrowableInts groups = new GrowableInts();
    private long[] representatives = new long[16];
    private long[] positions = new long[16];

    /** Open addressing: the group in each slot plus 1, or 0 for a free slot. */
    private int[] slots = new int[64];

    private Builder(TokenDictionary dictionary) {
      this.dictionary = dictionary;
    }

    /** Adds a row with a position that no other row has. */
    public Builder add(long position, String text) {
      return add(position, dictionary.encode(text));
    }

    /**
     * Adds a row whose text is already encoded by the dictionary; the caller must not modify the
     * array.
     *
     * @throws IllegalArgumentException if a token is not in the dictionary
     */
    public Builder add(long position, int[] tokens) {
      for (int token : tokens) {
        Require.that(
            token >= 0 && token < dictionary.size(),
            "token %d is not in this dictionary of %d tokens",
            token,
            dictionary.size());
      }
      if (groups.size() == positions.length) {
        positions = Arrays.copyOf(positions, GrowableInts.nextCapacity(positions.length));
      }
      positions[groups.size()] = position;
      groups.add(tokens.length == 0 ? NO_GROUP : groupOf(position, tokens));
      return this;
    }

    public RougeCorpus build() {
      return new RougeCorpus(this);
    }

    private int groupOf(long position, int[] tokens) {
      int slot = slotOf(tokens);
      if (slots[slot] == 0) {
        return newGroup(slot, position, tokens);
      }
      int group = slots[slot] - 1;
      representatives[group] = Math.min(representatives[group], position);
      return group;
    }

    private int newGroup(int slot, long position, int[] tokens) {
      int group = sequences.size();
      sequences.add(tokens);
      if (group == representatives.length) {
        representatives = Arrays.copyOf(representatives, GrowableInts.nextCapacity(group));
      }
      representatives[group] = position;
      slots[slot] = group + 1;
      if (sequences.size() > slots.length / 2) {
        widen();
      }
      return group;
    }

    /** Returns the slot of the group with these tokens, or the free slot for it. */
    private int slotOf(int[] tokens) {
      int mask = slots.length - 1;
      int slot = hash(tokens) & mask;
      while (slots[slot] != 0 && !Arrays.equals(sequences.get(slots[slot] - 1), tokens)) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void widen() {
      slots = new int[slots.length * 2];
      for (int group = 0; group < sequences.size(); group++) {
        slots[slotOf(sequences.get(group))] = group + 1;
      }
    }

    private static int hash(int[] tokens) {
      long hash = tokens.length;
      for (int token : tokens) {
        hash = (hash ^ token) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
      }
      return (int) (hash >>> 32);
    }
  }
}
