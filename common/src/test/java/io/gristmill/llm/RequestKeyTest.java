package io.gristmill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestKeyTest {

  private static final SamplingParams ALL =
      new SamplingParams(64, 0.7, 0.9, 40, 0.5, -0.5, 7L, List.of("a", "b"), "{}", null);

  private static RequestKey key(String model, Prompt prompt, SamplingParams decoding, int sample) {
    return RequestKey.of(new Request(model, prompt, decoding, sample));
  }

  /** Computed in Python (struct, hashlib) from the documented encoding only. */
  @Test
  void keysNeverChange() {
    assertThat(key("tiny", Prompt.user("Hello"), SamplingParams.DEFAULT, 0))
        .hasToString("e97e08b37e8b0a8da86c006fd9f713c7");
    assertThat(key("gpt", Prompt.text("안녕 👋\n"), ALL, 3))
        .hasToString("3d86f4be2dc260773c0f9b6c702fde5b");
    assertThat(
            key(
                "m",
                new Prompt.Chat(List.of(Message.system(""), Message.user("\ud83d"))),
                SamplingParams.DEFAULT,
                0))
        .hasToString("68f6bb55f37ce616884a4e6998a61eaa");
    assertThat(key("tiny", Prompt.user("Hello"), SamplingParams.DEFAULT.withContextTokens(4096), 2))
        .hasToString("792ecd94c98bb9d07b4bd569ae1d0111");
  }

  @Test
  void everyFieldOfARequestChangesItsKey() {
    Set<RequestKey> keys = new HashSet<>();
    List<SamplingParams> decodings =
        List.of(
            SamplingParams.DEFAULT,
            ALL,
            new SamplingParams(1, null, null, null, null, null, null, List.of(), null, null),
            new SamplingParams(null, 1.0, null, null, null, null, null, List.of(), null, null),
            new SamplingParams(null, null, 1.0, null, null, null, null, List.of(), null, null),
            new SamplingParams(null, null, null, 1, null, null, null, List.of(), null, null),
            new SamplingParams(null, null, null, null, 1.0, null, null, List.of(), null, null),
            new SamplingParams(null, null, null, null, null, 1.0, null, List.of(), null, null),
            new SamplingParams(null, null, null, null, null, null, 1L, List.of(), null, null),
            new SamplingParams(null, null, null, null, null, null, null, List.of("x"), null, null),
            new SamplingParams(
                null, null, null, null, null, null, null, List.of("x", ""), null, null),
            new SamplingParams(null, null, null, null, null, null, null, List.of(), "x", null),
            SamplingParams.DEFAULT.withContextTokens(1),
            SamplingParams.DEFAULT.withContextTokens(2));
    List<Prompt> prompts =
        List.of(
            Prompt.user("ab"),
            Prompt.text("ab"),
            new Prompt.Chat(List.of(Message.system("ab"))),
            new Prompt.Chat(List.of(Message.user("a"), Message.user("b"))),
            new Prompt.Chat(List.of(new Message("usera", "b"))),
            Prompt.user(""),
            Prompt.user("\ud83d"),
            Prompt.user("\ude00"),
            Prompt.user("?"));
    int all = 0;
    for (String model : List.of("m", "n", "")) {
      for (Prompt prompt : prompts) {
        for (SamplingParams decoding : decodings) {
          for (int sample : new int[] {0, 1}) {
            keys.add(key(model, prompt, decoding, sample));
            all++;
          }
        }
      }
    }
    assertThat(keys).hasSize(all);
  }

  @Test
  void zeroAndMinusZeroAreTheSameTemperature() {
    SamplingParams plus =
        new SamplingParams(null, 0.0, null, null, null, null, null, List.of(), null, null);
    SamplingParams minus =
        new SamplingParams(null, -0.0, null, null, null, null, null, List.of(), null, null);
    assertThat(key("m", Prompt.user(""), plus, 0)).isEqualTo(key("m", Prompt.user(""), minus, 0));
  }

  @Test
  void aKeySortsLikeItsText() {
    RequestKey high = new RequestKey(-1, 1);
    RequestKey low = new RequestKey(1, -1);
    assertThat(high).hasToString("ffffffffffffffff0000000000000001");
    assertThat(low).isLessThan(high);
    assertThat(new RequestKey(1, 1)).isLessThan(low);
  }
}
