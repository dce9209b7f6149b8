package io.gristmill.jobs.tokenizer;

/** Keeps DJL from the network, for its engine and its tokenizers alike. */
public final class DjlOffline {

  private DjlOffline() {}

  /** To be called before the first use of any class of DJL; a second call changes nothing. */
  public static void enable() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }
}
