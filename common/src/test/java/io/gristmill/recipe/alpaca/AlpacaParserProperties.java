package io.gristmill.recipe.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.recipe.RecipeTesting;
import io.gristmill.text.PythonText;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AlpacaParserProperties {

  @Property
  void everyChunkBecomesATaskOrARejection(
      @ForAll("answers") String text, @ForAll boolean cut, @ForAll boolean strict) {
    AlpacaParser parser = new AlpacaParser(RecipeTesting.ALPACA_RULES, "<noinput>", strict);
    AlpacaParser.Parsed parsed = parser.parse(3, text, cut);
    List<String> chunks = List.of(("4. Instruction:" + text).split("###", -1));
    boolean blankEnd = PythonText.strip(chunks.get(chunks.size() - 1)).isEmpty();
    assertThat(parsed.tasks().size() + parsed.rejections().size())
        .isEqualTo(chunks.size() - (blankEnd ? 1 : 0));
  }

  @Property
  void tasksOfStrictParsingAreAlsoParsedByStanfordAlpaca(
      @ForAll("answers") String text, @ForAll boolean cut) {
    AlpacaParser strict = new AlpacaParser(RecipeTesting.ALPACA_RULES, "<noinput>", true);
    AlpacaParser reference = new AlpacaParser(RecipeTesting.ALPACA_RULES, "<noinput>", false);
    assertThat(reference.parse(3, text, cut).tasks())
        .containsAll(strict.parse(3, text, cut).tasks());
  }

  @Provide
  Arbitrary<String> answers() {
    Arbitrary<String> mark =
        Arbitraries.of(
            "###",
            "\n",
            "4. Input:",
            "4. Output:",
            "\n5. Instruction:",
            "\n5. Input:",
            "\n5. Output:",
            "15. Instruction: ",
            " Name four rivers of Asia",
            "<noinput>",
            "물레방아",
            " ",
            "🌾",
            " Bake a rye bread\n"
                + "4. Input:\n"
                + "<NOINPUT>\n"
                + "4. Output:\n"
                + "ok\n"
                + "###\n"
                + "5. Instruction: Count it all up");
    return Arbitraries.oneOf(mark, mark, Arbitraries.strings().ofMaxLength(4))
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }
}
