package io.gristmill.recipe.selfinstruct;

import io.gristmill.llm.Answer;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.random.RandomStream;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Proposals;
import io.gristmill.recipe.Rejection;
import io.gristmill.record.ContentId;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Steps 2 to 4 of Self-Instruct for an accepted instruction. */
record Completion(SelfInstructConfig config, long seed, String model, Candidate accepted) {

  /** Answers that mean yes; all others mean no, as in Self-Instruct's code. */
  private static final Set<String> YES = Set.of("Yes", "yes", "YES");

  Exchange start() {
    SelfInstructRequests requests = new SelfInstructRequests(config, model);
    return Exchange.Ask.oneOrFail(
        requests.classification(accepted.instruction()),
        answer -> instances(requests, answer.text()));
  }

  /** Whether the answer of step 2 classifies the task as a classification. */
  static boolean isYes(String text) {
    return YES.contains(PythonText.strip(text));
  }

  private Exchange instances(SelfInstructRequests requests, String classificationText) {
    boolean classification = isYes(classificationText);
    String prompt = requests.instancesPrompt(accepted.instruction(), classification);
    Map<String, String> notes = new TreeMap<>();
    notes.put(MetadataKeys.CLASSIFICATION_RESPONSE, classificationText);
    notes.put(MetadataKeys.IS_CLASSIFICATION, String.valueOf(classification));
    notes.put(MetadataKeys.INSTANCES_PROMPT, prompt);
    return Exchange.Ask.one(
        requests.instances(prompt, classification),
        reply ->
            reply instanceof Answer answer
                ? finish(answer, classification, notes)
                : Exchange.Done.failed((RequestOutcome.Failed) reply, notes));
  }

  private Exchange finish(Answer answer, boolean classification, Map<String, String> before) {
    Map<String, String> notes = new TreeMap<>(before);
    notes.put(MetadataKeys.INSTANCES_RESPONSE, answer.text());
    notes.put(MetadataKeys.INSTANCES_FINISH, Proposals.finish(answer));
    InstanceParser.Parsed parsed =
        InstanceParser.parse(classification, answer.text(), SelfInstruct.isTruncated(answer));
    Set<Integer> sampled = sample(parsed.instances().size());
    List<Candidate> candidates = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>(parsed.rejections());
    for (int i = 0; i < parsed.instances().size(); i++) {
      InputOutput instance = parsed.instances().get(i);
      if (sampled.contains(i)) {
        candidates.add(candidate(instance, candidates.size(), classification));
      } else {
        rejections.add(
            new Rejection(
                "not-sampled",
                "the task has more than %d instances".formatted(config.maxInstances()),
                instance.input() + "\nOutput: " + instance.output()));
      }
    }
    return new Exchange.Done(candidates, rejections, notes);
  }

  /** Samples the instances to keep; depends only on (seed, instruction). */
  private Set<Integer> sample(int available) {
    RandomStream random =
        RandomStream.of(seed, "self-instruct-instances", ContentId.ofParts(accepted.instruction()));
    return new TreeSet<>(
        FewShotSelection.sample(
            random, new FewShotSelection.SampleSize(config.maxInstances(), available)));
  }

  private Candidate candidate(InputOutput instance, int number, boolean classification) {
    Map<String, String> metadata = Proposals.lineage(accepted.metadata());
    metadata.put(MetadataKeys.IS_CLASSIFICATION, String.valueOf(classification));
    metadata.put(MetadataKeys.INSTANCE, String.valueOf(number));
    return new Candidate(
        PythonText.strip(accepted.instruction()),
        instance.input(),
        instance.output(),
        accepted.parents(),
        metadata);
  }
}
