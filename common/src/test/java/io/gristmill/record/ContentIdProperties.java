package io.gristmill.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ContentIdProperties {

  @Property(tries = 300)
  void movingTheBoundaryBetweenPartsChangesTheId(
      @ForAll @StringLength(max = 30) String left,
      @ForAll @StringLength(min = 1, max = 30) String moved,
      @ForAll @StringLength(max = 30) String right) {
    assertThat(ContentId.ofParts(left + moved, right))
        .isNotEqualTo(ContentId.ofParts(left, moved + right));
  }

  @Property(tries = 300)
  void equalPartsHaveEqualIdsOf32HexadecimalDigits(
      @ForAll @Size(max = 6) List<@StringLength(max = 40) String> parts) {
    String id = ContentId.ofParts(parts.toArray(new String[0]));
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(ContentId.ofParts(parts.toArray(new String[0]))).isEqualTo(id);
  }

  @Property(tries = 300)
  void anAdditionalPartChangesTheId(
      @ForAll @Size(max = 6) List<@StringLength(max = 40) String> parts) {
    List<String> more = new java.util.ArrayList<>(parts);
    more.add("");
    assertThat(ContentId.ofParts(more.toArray(new String[0])))
        .isNotEqualTo(ContentId.ofParts(parts.toArray(new String[0])));
  }
}
