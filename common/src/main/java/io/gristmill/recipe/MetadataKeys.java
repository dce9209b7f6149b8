package io.gristmill.recipe;

/** Names of what recipes put into the metadata of candidates and the notes of exchanges. */
public final class MetadataKeys {

  /**
   * The round that proposed it, from 0; of a chain of evolutions the round that made it, from 1,
   * since the record that the chain begins with is its round 0.
   */
  public static final String ROUND = "round";

  /** The prompt of the round that proposed it, from 0. */
  public static final String PROMPT = "prompt";

  /** The instruction on one line as the model wrote it, before its letters were changed. */
  public static final String ORIGINAL_INSTRUCTION = "original_instruction";

  /** {@code true} or {@code false}: whether the answers are one of a few labels. */
  public static final String IS_CLASSIFICATION = "is_classification";

  /** Which instance of its task it is, from 0. */
  public static final String INSTANCE = "instance";

  /** The prompt that proposed it; on candidates of a proposal, not on final records. */
  public static final String REQUEST_PROMPT = "request_prompt";

  /** The whole answer to that prompt. */
  public static final String REQUEST_RESPONSE = "request_response";

  /** Why that answer ended: stop, length, filtered, other. */
  public static final String REQUEST_FINISH = "request_finish";

  /** Note: the raw answer to whether the task is a classification. */
  public static final String CLASSIFICATION_RESPONSE = "classification_response";

  /** Note: the prompt that asked for instances. */
  public static final String INSTANCES_PROMPT = "instances_prompt";

  /** Note: the raw answer to it. */
  public static final String INSTANCES_RESPONSE = "instances_response";

  /** Note: why that answer ended. */
  public static final String INSTANCES_FINISH = "instances_finish";

  /** What was done to the parent to make it, kebab-case: {@code deepen}, {@code polite}, ... */
  public static final String OPERATION = "operation";

  /**
   * The worse of two answers to the same instruction; the output is the better one. Formats of
   * preferences read it, and so do files of preferences that are read.
   */
  public static final String REJECTED = "rejected";

  /** What a judge gave the output of a preference, 0 to 100. */
  public static final String CHOSEN_SCORE = "chosen_score";

  /** What a judge gave the worse answer, 0 to 100. */
  public static final String REJECTED_SCORE = "rejected_score";

  /** The model that the output of a preference is from, where it is from one. */
  public static final String CHOSEN_MODEL = "chosen_model";

  /** The model that the worse answer is from, where it is from one. */
  public static final String REJECTED_MODEL = "rejected_model";

  /** Why a record came out as it went in. */
  public static final String KEPT = "kept";

  /** The class of the sanitiser of Magpie, for example {@code 99.2}. */
  public static final String SANITIZED = "sanitized";

  /** Of the novelty stage: the most similar earlier instructions with their F, a JSON object. */
  public static final String MOST_SIMILAR = "most_similar";

  /** Of the novelty stage: the mean F against the pool. */
  public static final String AVG_SIMILARITY_SCORE = "avg_similarity_score";

  /** Of the stage respond: what a model answered, as LLMs-from-scratch names it. */
  public static final String MODEL_RESPONSE = "model_response";

  /** Which model that was. */
  public static final String RESPONSE_MODEL = "response_model";

  /** Why that answer ended: stop, length, other. */
  public static final String RESPONSE_FINISH = "response_finish";

  private MetadataKeys() {}
}
