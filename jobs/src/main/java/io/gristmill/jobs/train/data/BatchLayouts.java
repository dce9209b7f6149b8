package io.gristmill.jobs.train.data;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.UnusableRecord;
import io.gristmill.tokens.AlpacaCollation;
import io.gristmill.tokens.Collation;
import io.gristmill.tokens.LlmsFromScratchCollation;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.TokenExample;
import io.gristmill.tokens.TokenStore;
import java.util.List;
import java.util.OptionalInt;

/** Creates the batch layout that the settings select. */
record BatchLayouts(DataConfig config, int padToken, OptionalInt eosToken, int maxLength) {

  BatchLayout of(TokenStore store) {
    if (config.encoding().compatibility() != Compatibility.GRISTMILL) {
      return new BatchLayout.Collated(store, collation());
    }
    return config.packing()
        ? BatchLayout.Packed.of(store, maxLength, padToken, config.padToMultipleOf())
        : new BatchLayout.Plain(store, padToken, config.padToMultipleOf());
  }

  private Collation collation() {
    if (config.encoding().compatibility() == Compatibility.ALPACA) {
      return new AlpacaCollation(padToken, maxLength);
    }
    boolean masked = config.encoding().lossOn() != LossOn.ALL;
    int ending =
        eosToken.orElseThrow(
            () ->
                new UserException(
                    ExitCode.CONFIGURATION,
                    "training-data.eos-token must not be none with"
                        + " compatibility=llms-from-scratch"));
    return new LlmsFromScratchCollation(ending, masked, maxLength);
  }

  /**
   * Drops a row that has no label after collation; applies only to collate functions that truncate.
   */
  EncodedRow<TokenExample> dropWithoutLabels(EncodedRow<TokenExample> one) {
    if (!(one instanceof EncodedRow.Kept<TokenExample> kept)) {
      return one;
    }
    TokenExample row = kept.row();
    return collation().collate(List.of(row)).countLabels() > 0
        ? new EncodedRow.Kept<>(row, Math.max(0, row.length() - maxLength), kept.boundaryForced())
        : new EncodedRow.Dropped<>(
            new UnusableRecord(
                "no-label-left",
                "truncated from %d to %d tokens, the row has no token left in the loss"
                    .formatted(row.length(), maxLength)),
            row.length());
  }
}
