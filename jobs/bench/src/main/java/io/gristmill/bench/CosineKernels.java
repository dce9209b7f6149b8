package io.gristmill.bench;

import io.gristmill.similarity.cosine.FeatureOrder;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramCounts;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.JoinCounters;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.NgramVocabulary;
import io.gristmill.similarity.cosine.TileJoin;
import io.gristmill.similarity.cosine.Vectors;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The three steps of the near-duplicate kernel. Equal texts are not grouped here, so the pairs are
 * those of the plain definition.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CosineKernels {

  /** Vectors and their vocabulary. */
  record Corpus(Vectors vectors, NgramVocabulary vocabulary) {

    static Corpus of(List<String> texts) {
      GramCounter counter = new GramCounter(NgramRange.DEFAULT);
      List<GramCounts> counts = texts.stream().map(counter::count).toList();
      GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
      counts.forEach(text -> frequencies.add(text, 1));
      NgramVocabulary vocabulary = frequencies.toVocabulary();
      return new Corpus(Vectors.of(counts, vocabulary), vocabulary);
    }

    TileJoin join(JoinSettings settings) {
      return TileJoin.within(vectors, FeatureOrder.of(vocabulary), settings);
    }
  }

  /** The vectors of the texts. */
  @State(Scope.Benchmark)
  public static class Vectorised {

    @Param("0.75")
    public double threshold;

    @SuppressWarnings("NullAway.Init") // by JMH
    private Corpus corpus;

    @SuppressWarnings("NullAway.Init") // by JMH
    private JoinSettings settings;

    @Setup
    public void vectorise(BenchTexts texts) {
      corpus = Corpus.of(texts.texts());
      settings = JoinSettings.of(threshold).withThreads(texts.threads);
    }

    TileJoin prepared() {
      return corpus.join(settings);
    }
  }

  /** A join that is ready to run; one per run, since a join runs only once. */
  @State(Scope.Benchmark)
  public static class Prepared {

    @SuppressWarnings("NullAway.Init") // by JMH
    private TileJoin join;

    @Setup(Level.Invocation)
    public void prepare(Vectorised vectorised) {
      join = vectorised.prepared();
    }

    @TearDown(Level.Invocation)
    public void close() {
      join.close();
    }
  }

  /** Computes TF-IDF vectors of character n-grams. */
  @Benchmark
  public Object vectorise(BenchTexts texts) {
    Corpus corpus = KernelWork.current().measure(() -> Corpus.of(texts.texts()));
    KernelWork.current()
        .count("rows", corpus.vectors().size(), "grams", corpus.vocabulary().size());
    return corpus;
  }

  /** Computes ranks, zone norms and the cut of the join. */
  @Benchmark
  public void prepare(Vectorised vectorised) {
    KernelWork.current().measure(vectorised::prepared).close();
  }

  /** Finds all pairs above the threshold. */
  @Benchmark
  public void join(Prepared prepared) {
    AtomicLong pairs = new AtomicLong();
    JoinCounters done =
        KernelWork.current()
            .measure(() -> prepared.join.forEach((left, right, cos) -> pairs.incrementAndGet()));
    KernelWork.current()
        .count(
            "pairs",
            pairs,
            "visits",
            done.visits(),
            "survivors",
            done.survivors(),
            "products",
            done.products());
  }
}
