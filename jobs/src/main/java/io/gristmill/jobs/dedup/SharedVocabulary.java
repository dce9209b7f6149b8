package io.gristmill.jobs.dedup;

import io.gristmill.similarity.cosine.FeatureOrder;
import io.gristmill.similarity.cosine.NgramVocabulary;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A broadcast vocabulary with its feature order, which is derived once per process. */
final class SharedVocabulary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final NgramVocabulary vocabulary;
  private transient @Nullable FeatureOrder order;

  SharedVocabulary(NgramVocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  NgramVocabulary vocabulary() {
    return vocabulary;
  }

  synchronized FeatureOrder order() {
    if (order == null) {
      order = FeatureOrder.of(vocabulary);
    }
    return order;
  }
}
