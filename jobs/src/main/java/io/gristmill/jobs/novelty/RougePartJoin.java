package io.gristmill.jobs.novelty;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.rouge.RougeCorpus;
import io.gristmill.similarity.rouge.RougeJoin;
import io.gristmill.similarity.rouge.RougePairSink;
import io.gristmill.similarity.rouge.RougePairs;
import io.gristmill.similarity.rouge.TokenDictionary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The tasks of the cluster join. A part is a file of texts: for each its row, its length in UTF-8
 * and its bytes.
 */
record RougePartJoin(NoveltyConfig config, PartFiles files) implements Serializable {

  /** Writes the texts of a Spark partition as one part; none when it is empty. */
  Iterator<PartFiles.Part> pack(Iterator<Row> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int size = 0;
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        byte[] text = row.getString(1).getBytes(StandardCharsets.UTF_8);
        out.writeLong(row.getLong(0));
        out.writeInt(text.length);
        out.write(text);
        size++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (size == 0) {
      return List.<PartFiles.Part>of().iterator();
    }
    int number = TaskContext.getPartitionId();
    String file = files.write(number, bytes.toByteArray());
    return List.of(new PartFiles.Part(number, file, size, bytes.size())).iterator();
  }

  /** Joins two parts, or one part with itself; each task numbers tokens by itself. */
  Iterator<Row> join(PartFiles.PartPair task) {
    TokenDictionary dictionary = new TokenDictionary(config.wordSplitting());
    RougePairs pairs = new RougePairs();
    RougePairSink sink = LocalNovelty.limited(pairs, config.maxPairsPerTask());
    RougeCorpus left = corpus(dictionary, task.left());
    int threads = Math.max(1, config.threads());
    if (task.isSelfJoin()) {
      RougeJoin.within(left, config.threshold(), threads, sink);
    } else {
      RougeJoin.between(left, corpus(dictionary, task.right()), config.threshold(), threads, sink);
    }
    return IntStream.range(0, pairs.size())
        .mapToObj(
            i ->
                RowFactory.create(
                    Math.min(pairs.left(i), pairs.right(i)),
                    Math.max(pairs.left(i), pairs.right(i)),
                    pairs.fmeasure(i)))
        .iterator();
  }

  private RougeCorpus corpus(TokenDictionary dictionary, PartFiles.Part part) {
    RougeCorpus.Builder corpus = RougeCorpus.builder(dictionary);
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(files.read(part.file())))) {
      for (int i = 0; i < part.size(); i++) {
        long row = in.readLong();
        byte[] text = in.readNBytes(in.readInt());
        corpus.add(row, new String(text, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(part.file(), e);
    }
    return corpus.build();
  }
}
