package io.gristmill.recipe;

/** Keys that recipes and stages use in the metadata of records and the notes of exchanges. */
public final class MetadataKeys {

  /**
   * Round that proposed the record, from 0. In evol-instruct the evolution that produced it, from
   * 1; the original record counts as 0.
   */
  public static final String ROUND = "round";

  /** Number of the prompt in its round that proposed the record, from 0. */
  public static final String PROMPT = "prompt";

  /** The instruction as the model wrote it, on one line, before capitalization. */
  public static final String ORIGINAL_INSTRUCTION = "original_instruction";

  /** {@code true} or {@code false}: whether the task is a classification. */
  public static final String IS_CLASSIFICATION = "is_classification";

  /** Number of the instance within its task, from 0. */
  public static final String INSTANCE = "instance";

  /** The prompt that proposed a candidate; final records do not have it. */
  public static final String REQUEST_PROMPT = "request_prompt";

  /** The complete answer to {@link #REQUEST_PROMPT}. */
  public static final String REQUEST_RESPONSE = "request_response";

  /** Finish reason of {@link #REQUEST_RESPONSE}: stop, length, filtered, other. */
  public static final String REQUEST_FINISH = "request_finish";

  /** Note: the raw answer to the classification prompt. */
  public static final String CLASSIFICATION_RESPONSE = "classification_response";

  /** Note: the prompt that asked for instances. */
  public static final String INSTANCES_PROMPT = "instances_prompt";

  /** Note: the raw answer to {@link #INSTANCES_PROMPT}. */
  public static final String INSTANCES_RESPONSE = "instances_response";

  /** Note: finish reason of {@link #INSTANCES_RESPONSE}. */
  public static final String INSTANCES_FINISH = "instances_finish";

  /** Operation that derived the record from its parent: {@code deepen}, {@code polite}, ... */
  public static final String OPERATION = "operation";

  /**
   * The rejected answer of a preference; the output is the chosen one. Ingesting a preference file
   * sets it, and the preference formats export it.
   */
  public static final String REJECTED = "rejected";

  /** Judge's score of the chosen answer, in [0, 100]. */
  public static final String CHOSEN_SCORE = "chosen_score";

  /** Judge's score of the rejected answer, in [0, 100]. */
  public static final String REJECTED_SCORE = "rejected_score";

  /** Model that generated the chosen answer, if known. */
  public static final String CHOSEN_MODEL = "chosen_model";

  /** Model that generated the rejected answer, if known. */
  public static final String REJECTED_MODEL = "rejected_model";

  /** Reject rule because of which reflect kept the record unchanged. */
  public static final String KEPT = "kept";

  /** Class that Magpie's sanitizer assigned, for example {@code 99.2}. */
  public static final String SANITIZED = "sanitized";

  /** Novelty stage: JSON object of the most similar earlier instructions and their ROUGE-L F. */
  public static final String MOST_SIMILAR = "most_similar";

  /** Novelty stage: mean ROUGE-L F against the pool. */
  public static final String AVG_SIMILARITY_SCORE = "avg_similarity_score";

  /** Stage respond: the model's answer; key as in LLMs-from-scratch ch. 7. */
  public static final String MODEL_RESPONSE = "model_response";

  /** Stage respond: name of the model that answered. */
  public static final String RESPONSE_MODEL = "response_model";

  /** Stage respond: finish reason of the answer: stop, length, other. */
  public static final String RESPONSE_FINISH = "response_finish";

  private MetadataKeys() {}
}
