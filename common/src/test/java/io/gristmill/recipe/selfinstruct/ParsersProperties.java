package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.recipe.PythonPatterns;
import io.gristmill.recipe.RecipeTesting;
import io.gristmill.recipe.selfinstruct.InstructionParser.OnTruncated;
import io.gristmill.text.PythonText;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ParsersProperties {

  private static final Pattern ITEM =
      Pattern.compile("\\n\\p{Nd}+" + PythonPatterns.SPACE + "?\\. ");

  @Property
  void everyPieceOfAListBecomesAnInstructionOrARejection(
      @ForAll("answers") String text,
      @ForAll boolean cut,
      @ForAll OnTruncated cutAnswer,
      @ForAll boolean capitalize) {
    InstructionParser parser =
        new InstructionParser(RecipeTesting.SELF_INSTRUCT_RULES, cutAnswer, capitalize);
    InstructionParser.Parsed parsed = parser.parse(text, cut);
    assertThat(parsed.instructions().size() + parsed.rejections().size())
        .isEqualTo(ITEM.split(text, -1).length);
    assertThat(parsed.instructions())
        .allSatisfy(
            found -> {
              assertThat(found.text()).isEqualTo(PythonText.collapse(found.text())).isNotEmpty();
              assertThat(PythonText.collapse(text)).contains(found.original());
            });
  }

  @Property
  void everyLabelBecomesAnInstanceOrARejection(
      @ForAll("answers") String text, @ForAll boolean cut) {
    InstanceParser.Parsed parsed = InstanceParser.parse(true, text, cut);
    int labels = text.split("Class label:", -1).length - 1;
    assertThat(parsed.instances().size() + parsed.rejections().size())
        .isEqualTo(Math.max(1, labels));
    assertThat(parsed.instances()).doesNotHaveDuplicates().allSatisfy(ParsersProperties::isSound);
  }

  @Property
  void everySolvedExampleBecomesAnInstanceOrARejection(
      @ForAll("answers") String text, @ForAll boolean cut) {
    InstanceParser.Parsed parsed = InstanceParser.parse(false, text, cut);
    Pattern example = Pattern.compile("Example" + PythonPatterns.SPACE + "?\\p{Nd}*\\.?");
    String stripped = PythonText.strip(text);
    long pieces =
        example.matcher(stripped).find()
            ? List.of(example.split(stripped, -1)).stream()
                .filter(piece -> !PythonText.strip(piece).isEmpty())
                .count()
            : 1;
    assertThat(parsed.instances().size() + parsed.rejections().size())
        .isEqualTo((int) Math.max(1, pieces));
    assertThat(parsed.instances()).doesNotHaveDuplicates().allSatisfy(ParsersProperties::isSound);
  }

  @Property
  void anyTextSplitsIntoTrimmedInputAndOutput(@ForAll("answers") String text) {
    InputOutput split = InputOutput.split(text);
    assertThat(split.input()).isEqualTo(PythonText.strip(split.input()));
    assertThat(split.output()).isEqualTo(PythonText.strip(split.output()));
  }

  @Property(tries = 20)
  void onlyThreeSpellingsMeanYes(@ForAll String text) {
    assertThat(Completion.isYes("\u3000" + text + "\n"))
        .isEqualTo(List.of("Yes", "yes", "YES").contains(PythonText.strip(text)));
  }

  private static void isSound(InputOutput instance) {
    assertThat(instance.output()).isNotEmpty().isNotEqualTo(instance.input()).doesNotEndWith(":");
    assertThat(instance.input()).doesNotEndWith(":");
  }

  /** Any characters, unpaired surrogates too, mixed with the marks that the parsers look for. */
  @Provide
  Arbitrary<String> answers() {
    Arbitrary<String> mark =
        Arbitraries.of(
            "\n10. ",
            "\n٣. ",
            "\n",
            "Example 1",
            "Example",
            "Output:",
            "Output 2 :",
            "Input:",
            "Class label:",
            " ",
            "\u00a0",
            ":",
            "Name four rivers of Asia",
            "draw",
            "다음 문장을",
            "🌾",
            "e\u0301");
    return Arbitraries.oneOf(mark, mark, Arbitraries.strings().ofMaxLength(4))
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }
}
