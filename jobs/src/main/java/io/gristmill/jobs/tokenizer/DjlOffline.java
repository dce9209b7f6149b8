package io.gristmill.jobs.tokenizer;

/** Keeps DJL off the network: its engine and its tokenizers download nothing and report nothing. */
public final class DjlOffline {

  private DjlOffline() {}

  /** Call this before the first use of any DJL class; further calls have no effect. */
  public static void enable() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }
}
