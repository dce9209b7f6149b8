package io.gristmill.similarity.cosine;

import java.io.Serializable;

/**
 * The texts of one part of a cluster join in compact form: per text its position and its (feature,
 * count) list, feature ids as differences, all as variable-length numbers; about two bytes a gram.
 *
 * @param size number of texts
 * @param entries number of (feature, count) entries of all texts
 * @param bytes the encoded texts in the order they were added
 */
public record PackedPart(int size, long entries, byte[] bytes) implements Serializable {

  /** The positions of the texts, in the order they were added. */
  public long[] positions() {
    long[] positions = new long[size];
    VarBytes.Reader in = new VarBytes.Reader(bytes);
    long before = 0;
    for (int row = 0; row < size; row++) {
      before += in.readSigned();
      positions[row] = before;
      for (int k = in.readInt(); k > 0; k--) {
        in.read();
        in.read();
      }
    }
    return positions;
  }

  /** The vectors of the texts, bit for bit those of {@link Vectors#of}. */
  public Vectors vectors(Vocabulary vocabulary) {
    Vectors.Builder builder = new Vectors.Builder(vocabulary, size, entries);
    VarBytes.Reader in = new VarBytes.Reader(bytes);
    for (int row = 0; row < size; row++) {
      in.readSigned();
      int id = -1;
      for (int k = in.readInt(); k > 0; k--) {
        id += in.readInt() + 1;
        builder.entry(id, in.readInt());
      }
      builder.endRow();
    }
    return builder.build();
  }

  /** Packs texts one after the other. */
  public static final class Packer {

    private final Vocabulary vocabulary;
    private final VarBytes out = new VarBytes();
    private long lastPosition;
    private int size;
    private long entries;

    public Packer(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
    }

    public void add(long position, GramCounts text) {
      out.writeSigned(position - lastPosition);
      out.write(text.size());
      int id = -1;
      for (int k = 0; k < text.size(); k++) {
        int next = vocabulary.id(text.code(k));
        out.write(next - id - 1);
        out.write(text.count(k));
        id = next;
      }
      lastPosition = position;
      entries += text.size();
      size++;
    }

    public int size() {
      return size;
    }

    public PackedPart pack() {
      return new PackedPart(size, entries, out.toArray());
    }
  }
}
