package io.gristmill.similarity.cosine;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The texts of one part of a cluster join in compact form: for each text its position and its
 * (feature, count) list, with feature ids as differences, all as variable-length integers. Takes
 * about two bytes per n-gram.
 *
 * @param entries number of (feature, count) entries of all texts
 * @param bytes encoded texts, in the order they were added
 */
public record PackedPart(int size, long entries, byte[] bytes) implements Serializable {

  /** Returns the positions of the texts, in the order they were added. */
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

  /** Returns the vectors of the texts, bit for bit those of {@link Vectors#of}. */
  public Vectors vectors(NgramVocabulary vocabulary) {
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

  /** Passes the feature of every entry to the consumer, text by text. */
  void forEachFeature(IntConsumer feature) {
    VarBytes.Reader in = new VarBytes.Reader(bytes);
    for (int row = 0; row < size; row++) {
      in.readSigned();
      int id = -1;
      for (int k = in.readInt(); k > 0; k--) {
        id += in.readInt() + 1;
        feature.accept(id);
        in.read();
      }
    }
  }

  /** Returns the texts whose index in the part passes the filter, in the same order. */
  public PackedPart subset(IntPredicate filter) {
    Copier copier = new Copier();
    copier.copy(this, filter);
    return copier.pack();
  }

  /** Returns the texts of all parts, one part after the other. */
  public static PackedPart concat(List<PackedPart> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Copier copier = new Copier();
    parts.forEach(part -> copier.copy(part, row -> true));
    return copier.pack();
  }

  private static final class Copier {

    private final VarBytes out = new VarBytes();
    private long lastPosition;
    private int size;
    private long entries;

    void copy(PackedPart part, IntPredicate filter) {
      VarBytes.Reader in = new VarBytes.Reader(part.bytes());
      long position = 0;
      for (int row = 0; row < part.size(); row++) {
        position += in.readSigned();
        int from = in.at();
        int length = in.readInt();
        for (int k = 0; k < length; k++) {
          in.read();
          in.read();
        }
        if (filter.test(row)) {
          out.writeSigned(position - lastPosition);
          out.copy(in, from);
          lastPosition = position;
          entries += length;
          size++;
        }
      }
    }

    PackedPart pack() {
      return new PackedPart(size, entries, out.toArray());
    }
  }

  /** Packs texts one by one. */
  public static final class Packer {

    private final NgramVocabulary vocabulary;
    private final VarBytes out = new VarBytes();
    private long lastPosition;
    private int size;
    private long entries;

    public Packer(NgramVocabulary vocabulary) {
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
