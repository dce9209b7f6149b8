package io.gristmill.jobs.train.data;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.lesson.Preset;
import io.gristmill.lesson.Taught;
import io.gristmill.lesson.Unusable;
import io.gristmill.tokens.AlpacaCollation;
import io.gristmill.tokens.BookCollation;
import io.gristmill.tokens.Collation;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.TokenExample;
import io.gristmill.tokens.TokenRows;
import io.gristmill.tokens.TokenStore;
import java.util.List;
import java.util.OptionalInt;

/** The layout that the settings ask for. */
record Layouts(DataConfig config, int padding, OptionalInt end, int limit) {

  Layout of(TokenStore store) {
    if (config.lesson().preset() != Preset.GRISTMILL) {
      return new CollatedLayout(store, collation());
    }
    return config.packing()
        ? PackedLayout.of(store, limit, padding, config.padToMultiple())
        : new PlainLayout(store, padding, config.padToMultiple());
  }

  private Collation collation() {
    if (config.lesson().preset() == Preset.ALPACA) {
      return new AlpacaCollation(padding, limit);
    }
    boolean masked = config.lesson().labels() != LossOn.ALL;
    int ending =
        end.orElseThrow(
            () ->
                new UserException(
                    ExitCode.CONFIGURATION,
                    "training-data.end-token must not be none with preset=llms-from-scratch"));
    return new BookCollation(ending, TokenRows.IGNORED, masked, limit);
  }

  /** With a preset the collation cuts; a row that then has no label by itself is dropped. */
  Taught<TokenExample> judged(Taught<TokenExample> one) {
    if (!(one instanceof Taught.Kept<TokenExample> kept)) {
      return one;
    }
    TokenExample row = kept.row();
    return collation().collate(List.of(row)).asked() > 0
        ? new Taught.Kept<>(row, Math.max(0, row.length() - limit), kept.mended())
        : new Taught.Dropped<>(
            new Unusable(
                "no-label-left",
                "of %d tokens nothing is left to learn within %d".formatted(row.length(), limit)),
            row.length());
  }
}
