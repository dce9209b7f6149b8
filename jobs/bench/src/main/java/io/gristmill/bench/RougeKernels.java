package io.gristmill.bench;

import io.gristmill.similarity.rouge.RougeCorpus;
import io.gristmill.similarity.rouge.RougeJoin;
import io.gristmill.similarity.rouge.RougeJoinCounters;
import io.gristmill.similarity.rouge.RougePairs;
import io.gristmill.similarity.rouge.TokenDictionary;
import io.gristmill.similarity.rouge.WordSplitting;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The two steps of the ROUGE-L kernel, with the tokens of rouge-score. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RougeKernels {

  /** Tokenized texts. */
  @State(Scope.Benchmark)
  public static class Tokenised {

    @Param("0.7")
    public double rougeThreshold;

    @SuppressWarnings("NullAway.Init") // by JMH
    private RougeCorpus corpus;

    @Setup
    public void tokenise(BenchTexts texts) {
      corpus = corpus(texts.texts());
    }
  }

  /** Tokenizes texts and groups equal token sequences. */
  @Benchmark
  public Object tokens(BenchTexts texts) {
    RougeCorpus corpus = KernelWork.current().measure(() -> corpus(texts.texts()));
    KernelWork.current().count("rows", corpus.rows(), "distinct", corpus.groups());
    return corpus;
  }

  /** Finds all pairs of distinct token sequences with an F-measure above the threshold. */
  @Benchmark
  public void join(BenchTexts texts, Tokenised tokenised) {
    RougeJoinCounters done =
        KernelWork.current()
            .measure(
                () ->
                    RougeJoin.within(
                        tokenised.corpus,
                        tokenised.rougeThreshold,
                        texts.threads,
                        new RougePairs()));
    KernelWork.current()
        .count(
            "pairs",
            done.pairs(),
            "visits",
            done.visits(),
            "candidates",
            done.candidates(),
            "survivors",
            done.lcsCalls());
  }

  static RougeCorpus corpus(List<String> texts) {
    RougeCorpus.Builder builder = RougeCorpus.builder(new TokenDictionary(WordSplitting.ASCII));
    for (int row = 0; row < texts.size(); row++) {
      builder.add(row, texts.get(row));
    }
    return builder.build();
  }
}
