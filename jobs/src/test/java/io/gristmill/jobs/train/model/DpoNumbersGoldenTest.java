package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Program;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Preference losses in float64, from the TorchScript file that training uses, against golden
 * numbers.
 */
class DpoNumbersGoldenTest {

  private static final String SOURCE =
      """
      class Losses(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """
          + ModelScript.preferenceLosses()
          + """
            def losses(self, log_probs: Tensor, reference: Tensor, counts: Tensor, loss_type: Tensor, beta: Tensor, label_smoothing: Tensor) -> Tensor:
              return self.pair_losses(log_probs, reference, counts, int(loss_type), float(beta), float(label_smoothing))
            def tokens(self, x: Tensor, labels: Tensor) -> Tensor:
              return torch.cross_entropy_loss(x, labels, None, 0, -100, 0.0)
          """
              .indent(0);

  private static Backend backend;
  private static Program program;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
    program = backend.compile("Losses", SOURCE);
  }

  @AfterAll
  static void close() {
    program.close();
    backend.close();
  }

  private static List<JsonNode> cases(String kind) {
    List<JsonNode> cases =
        Golden.rows("dpo_numbers").stream()
            .filter(row -> row.path("kind").asText().equals(kind))
            .toList();
    assertThat(cases).as(kind).isNotEmpty();
    return cases;
  }

  private static double[] doubles(JsonNode numbers) {
    return IntStream.range(0, numbers.size())
        .mapToDouble(i -> numbers.path(i).doubleValue())
        .toArray();
  }

  private static double[] joined(double[] left, double[] right) {
    double[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  private static void close(double actual, JsonNode expected, JsonNode row) {
    if (expected.isNull()) {
      assertThat(actual).as("%s", row).isNaN();
    } else {
      double near = 1e-12 * Math.abs(expected.doubleValue());
      assertThat(actual).as("%s", row).isCloseTo(expected.doubleValue(), within(near));
    }
  }

  @Test
  void everyKindOfGoldenNumberIsTested() {
    TreeSet<String> kinds = new TreeSet<>();
    Golden.rows("dpo_numbers").forEach(row -> kinds.add(row.path("kind").asText()));
    assertThat(kinds).containsExactly("cross_entropy_ignore_-100", "dpo_loss", "mean_logprob");
  }

  @Test
  void dpoLossesEqualTheGoldenNumbers() {
    for (JsonNode row : cases("dpo_loss")) {
      double[] policy =
          joined(doubles(row.path("policy_chosen")), doubles(row.path("policy_rejected")));
      double[] reference =
          joined(doubles(row.path("reference_chosen")), doubles(row.path("reference_rejected")));
      int half = policy.length / 2;
      try (Scope scope = backend.open()) {
        double[] losses =
            losses(
                scope,
                policy,
                reference,
                new PreferenceLoss(
                    PreferenceLoss.LossType.SIGMOID, row.path("beta").doubleValue(), 0, 0));
        close(Arrays.stream(losses).average().orElseThrow(), row.path("loss"), row);
      }
      double chosen = IntStream.range(0, half).mapToDouble(i -> policy[i] - reference[i]).sum();
      double rejected =
          IntStream.range(half, 2 * half).mapToDouble(i -> policy[i] - reference[i]).sum();
      close(chosen / half, row.path("chosen_reward"), row);
      close(rejected / half, row.path("rejected_reward"), row);
    }
  }

  private static double[] losses(
      Scope scope, double[] policy, double[] reference, PreferenceLoss loss) {
    long[] counts = new long[policy.length];
    Arrays.fill(counts, 4);
    return program
        .run(
            scope,
            "losses",
            scope.doubles(policy, Shape.of(policy.length)),
            scope.doubles(reference, Shape.of(policy.length)),
            scope.longs(counts, Shape.of(policy.length)),
            scope.integer(loss.lossType().code()),
            scope.number(loss.beta()),
            scope.number(loss.labelSmoothing()))
        .get(0)
        .doubles();
  }

  @Test
  void meanLogProbabilitiesEqualTheGoldenNumbers() {
    for (JsonNode row : cases("mean_logprob")) {
      for (int i = 0; i < row.path("labels").size(); i++) {
        double[] tokens = following(row.path("logits").path(i), row.path("labels").path(i));
        JsonNode mask = row.path("mask").path(i);
        double sum = 0;
        int count = 0;
        for (int j = 1; j < tokens.length; j++) {
          if (mask.isMissingNode() || mask.path(j).intValue() == 1) {
            sum -= tokens[j];
            count++;
          }
        }
        close(sum / count, row.path("mean_logprob").path(i), row);
      }
    }
  }

  @Test
  void crossEntropyLeavesOutIgnoredLabels() {
    for (JsonNode row : cases("cross_entropy_ignore_-100")) {
      double sum = 0;
      long numLabels = 0;
      for (int i = 0; i < row.path("targets").size(); i++) {
        JsonNode targets = row.path("targets").path(i);
        sum += Arrays.stream(negative(row.path("logits").path(i), targets)).sum();
        numLabels += Arrays.stream(doubles(targets)).filter(target -> target >= 0).count();
      }
      close(new LanguageModel.LossSums(sum, 0, numLabels).meanLoss(), row.path("loss"), row);
    }
  }

  /**
   * Negative log-probability of each label under the logits of the previous position; the first
   * position has none.
   */
  private static double[] following(JsonNode logits, JsonNode labels) {
    ArrayNode shifted = JsonNodeFactory.instance.arrayNode();
    for (int i = 1; i < labels.size(); i++) {
      shifted.add(labels.path(i).intValue());
    }
    shifted.add(-100);
    double[] all = new double[labels.size()];
    System.arraycopy(negative(logits, shifted), 0, all, 1, labels.size() - 1);
    return all;
  }

  /** Negative log-probability of each label; 0 for ignored labels. */
  private static double[] negative(JsonNode logits, JsonNode labels) {
    List<Double> flat = new ArrayList<>();
    logits.forEach(row -> row.forEach(x -> flat.add(x.doubleValue())));
    long[] labelIds = Arrays.stream(doubles(labels)).mapToLong(label -> (long) label).toArray();
    try (Scope scope = backend.open()) {
      Tensor x =
          scope.doubles(
              flat.stream().mapToDouble(Double::doubleValue).toArray(),
              Shape.of(logits.size(), logits.path(0).size()));
      return program
          .run(scope, "tokens", x, scope.longs(labelIds, Shape.of(labelIds.length)))
          .get(0)
          .doubles();
    }
  }

  @Test
  void otherLossTypesEqualTheirFormulas() {
    double[] policy = {-3, -2.5, -4, -9};
    double[] reference = {-3.5, -2, -4.5, -5};
    // Margins of the sums: 0.5 - 0.5 and -0.5 + 4; those of the means over 4 tokens are a fourth.
    double[] margins = {0, 3.5};
    try (Scope scope = backend.open()) {
      double[] smoothed =
          losses(
              scope,
              policy,
              reference,
              new PreferenceLoss(PreferenceLoss.LossType.SIGMOID, 0.3, 0.1, 0));
      double[] mean =
          losses(
              scope,
              policy,
              reference,
              new PreferenceLoss(PreferenceLoss.LossType.SIGMOID_NORM, 0.3, 0, 0));
      double[] hinge =
          losses(
              scope,
              policy,
              reference,
              new PreferenceLoss(PreferenceLoss.LossType.HINGE, 0.3, 0, 0));
      double[] ipo =
          losses(
              scope, policy, reference, new PreferenceLoss(PreferenceLoss.LossType.IPO, 0.3, 0, 0));
      for (int i = 0; i < 2; i++) {
        double x = 0.3 * margins[i];
        assertThat(smoothed[i])
            .isCloseTo(
                0.9 * Math.log1p(Math.exp(-x)) + 0.1 * Math.log1p(Math.exp(x)), within(1e-14));
        assertThat(mean[i]).isCloseTo(Math.log1p(Math.exp(-x / 4)), within(1e-14));
        assertThat(hinge[i]).isCloseTo(Math.max(0, 1 - x), within(1e-14));
        assertThat(ipo[i]).isCloseTo(Math.pow(margins[i] / 4 - 1 / 0.6, 2), within(1e-14));
      }
    }
  }
}
