package io.gristmill.jobs.train.model;

/**
 * Losses of preferences as TorchScript text:
 *
 * <pre>
 * pair_losses(logps (2N), reference (2N), counts (2N), kind, beta, smoothing) -> (N)
 * </pre>
 *
 * The first N are the chosen answers. Any floating type.
 */
final class PreferenceScript {

  private static final String METHODS =
      """
        def pair_losses(self: __torch__.{{class}}, logps: Tensor, reference: Tensor, counts: Tensor, kind: int, beta: float, smoothing: float) -> Tensor:
          scores = torch.sub(logps, reference)
          if torch.__or__(torch.eq(kind, 1), torch.eq(kind, 3)):
            used = torch.div(scores, torch.clamp(counts, 1))
          else:
            used = scores
          halves = torch.chunk(used, 2, 0)
          margin = torch.sub(halves[0], halves[1])
          if torch.eq(kind, 2):
            losses = torch.relu(torch.add(torch.neg(torch.mul(margin, beta)), 1.0))
          elif torch.eq(kind, 3):
            losses = torch.pow(torch.sub(margin, 1.0 / (2.0 * beta)), 2)
          else:
            kept = torch.mul(torch.log_sigmoid(torch.mul(margin, beta)), smoothing - 1.0)
            if torch.gt(smoothing, 0.0):
              turned = torch.mul(torch.log_sigmoid(torch.mul(margin, -beta)), smoothing)
              losses = torch.sub(kept, turned)
            else:
              losses = kept
          return losses
      """;

  private PreferenceScript() {}

  static String methods(String className) {
    return new Template(METHODS).with("class", className).filled();
  }
}
