package io.gristmill.jobs.stage;

import java.util.OptionalDouble;

/** A stage whose fingerprint is known when it is created. */
public abstract class ConfiguredStage implements Stage {

  private final String name;
  private final double relativeCost;
  private final String fingerprint;

  /** See {@link Stage} for the parameters. */
  protected ConfiguredStage(String name, double relativeCost, String fingerprint) {
    this.name = name;
    this.relativeCost = relativeCost;
    this.fingerprint = fingerprint;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final OptionalDouble relativeCost() {
    return OptionalDouble.of(relativeCost);
  }

  @Override
  public final String fingerprint() {
    return fingerprint;
  }
}
