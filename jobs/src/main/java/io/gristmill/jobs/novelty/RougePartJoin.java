package io.gristmill.jobs.novelty;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.rouge.RougeCorpus;
import io.gristmill.similarity.rouge.RougeJoin;
import io.gristmill.similarity.rouge.RougePairSink;
import io.gristmill.similarity.rouge.RougePairs;
import io.gristmill.similarity.rouge.TokenDictionary;
import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One task of the cluster join: joins two parts, or one part with itself; each task numbers tokens
 * by itself.
 */
record RougePartJoin(NoveltyConfig config, PartFiles files) implements Serializable {

  Iterator<Row> join(PartFiles.PartPair task) {
    TokenDictionary dictionary = new TokenDictionary(config.wordSplitting());
    RougePairs pairs = new RougePairs();
    RougePairSink sink = LocalNoveltyTask.limited(pairs, config.maxPairsPerTask());
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
    RougeCorpus.Builder builder = RougeCorpus.builder(dictionary);
    new TextPart(files).read(part, builder);
    return builder.build();
  }
}
