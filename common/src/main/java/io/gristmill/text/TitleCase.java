package io.gristmill.text;

import java.util.HashMap;
import java.util.Map;

/**
 * Title case of one code point by the full mapping, which the JDK lacks: it maps a code point to a
 * single code point, so ligatures and ß do not change. The table lists every code point for which
 * Python 3.11 (Unicode 14) and Java 17 (Unicode 13) disagree.
 */
final class TitleCase {

  /** Entries separated by blanks: the code point, then its title case. */
  private static final String SPECIAL =
      "\u00DFSs \u0149\u02BCN \u01F0J\u030C \u0390\u0399\u0308\u0301 "
          + "\u03B0\u03A5\u0308\u0301 \u0587\u0535\u0582 \u1E96H\u0331 \u1E97T\u0308 "
          + "\u1E98W\u030A \u1E99Y\u030A \u1E9AA\u02BE \u1F50\u03A5\u0313 "
          + "\u1F52\u03A5\u0313\u0300 \u1F54\u03A5\u0313\u0301 \u1F56\u03A5\u0313\u0342 "
          + "\u1FB2\u1FBA\u0345 \u1FB4\u0386\u0345 \u1FB6\u0391\u0342 \u1FB7\u0391\u0342\u0345 "
          + "\u1FC2\u1FCA\u0345 \u1FC4\u0389\u0345 \u1FC6\u0397\u0342 \u1FC7\u0397\u0342\u0345 "
          + "\u1FD2\u0399\u0308\u0300 \u1FD3\u0399\u0308\u0301 \u1FD6\u0399\u0342 "
          + "\u1FD7\u0399\u0308\u0342 \u1FE2\u03A5\u0308\u0300 \u1FE3\u03A5\u0308\u0301 "
          + "\u1FE4\u03A1\u0313 \u1FE6\u03A5\u0342 \u1FE7\u03A5\u0308\u0342 \u1FF2\u1FFA\u0345 "
          + "\u1FF4\u038F\u0345 \u1FF6\u03A9\u0342 \u1FF7\u03A9\u0342\u0345 \u2C5F\u2C2F "
          + "\uA7C1\uA7C0 \uA7D1\uA7D0 \uA7D7\uA7D6 \uA7D9\uA7D8 \uFB00Ff \uFB01Fi \uFB02Fl "
          + "\uFB03Ffi \uFB04Ffl \uFB05St \uFB06St \uFB13\u0544\u0576 \uFB14\u0544\u0565 "
          + "\uFB15\u0544\u056B \uFB16\u054E\u0576 \uFB17\u0544\u056D \uD801\uDD97\uD801\uDD70 "
          + "\uD801\uDD98\uD801\uDD71 \uD801\uDD99\uD801\uDD72 \uD801\uDD9A\uD801\uDD73 "
          + "\uD801\uDD9B\uD801\uDD74 \uD801\uDD9C\uD801\uDD75 \uD801\uDD9D\uD801\uDD76 "
          + "\uD801\uDD9E\uD801\uDD77 \uD801\uDD9F\uD801\uDD78 \uD801\uDDA0\uD801\uDD79 "
          + "\uD801\uDDA1\uD801\uDD7A \uD801\uDDA3\uD801\uDD7C \uD801\uDDA4\uD801\uDD7D "
          + "\uD801\uDDA5\uD801\uDD7E \uD801\uDDA6\uD801\uDD7F \uD801\uDDA7\uD801\uDD80 "
          + "\uD801\uDDA8\uD801\uDD81 \uD801\uDDA9\uD801\uDD82 \uD801\uDDAA\uD801\uDD83 "
          + "\uD801\uDDAB\uD801\uDD84 \uD801\uDDAC\uD801\uDD85 \uD801\uDDAD\uD801\uDD86 "
          + "\uD801\uDDAE\uD801\uDD87 \uD801\uDDAF\uD801\uDD88 \uD801\uDDB0\uD801\uDD89 "
          + "\uD801\uDDB1\uD801\uDD8A \uD801\uDDB3\uD801\uDD8C \uD801\uDDB4\uD801\uDD8D "
          + "\uD801\uDDB5\uD801\uDD8E \uD801\uDDB6\uD801\uDD8F \uD801\uDDB7\uD801\uDD90 "
          + "\uD801\uDDB8\uD801\uDD91 \uD801\uDDB9\uD801\uDD92 \uD801\uDDBB\uD801\uDD94 "
          + "\uD801\uDDBC\uD801\uDD95";

  private static final Map<Integer, String> TABLE = table();

  private TitleCase() {}

  /** Returns the title case of a code point, one to three code points long. */
  static String of(int codePoint) {
    String special = codePoint < 0x80 ? null : TABLE.get(codePoint);
    return special == null ? Character.toString(Character.toTitleCase(codePoint)) : special;
  }

  private static Map<Integer, String> table() {
    Map<Integer, String> table = new HashMap<>();
    for (String entry : SPECIAL.split(" ", -1)) {
      int codePoint = entry.codePointAt(0);
      table.put(codePoint, entry.substring(Character.charCount(codePoint)));
    }
    return table;
  }
}
