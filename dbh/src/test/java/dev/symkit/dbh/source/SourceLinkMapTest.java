// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import org.junit.jupiter.api.Test;

/** Source Link documents are read, and paths found in them. */
class SourceLinkMapTest {
    private static final String TEXT = """
            \uFEFF{ "other": [ {"a": "}"}, 1.5, null ], "plain": 7, "flag":true,
              "documents": {
                "C:\\\\src\\\\*": "https://host/all/*?x=1",
                "C:\\\\src\\\\lib\\\\*": "https://host/lib/*",
                "C:\\\\src\\\\lib\\\\one.c": "https://host/one",
                "\\u002fhome/*": "https://host/\\"home\\"/*"
              } }
            """;

    private static SourceLinkMap parse(String text) throws FormatException {
        return SourceLinkMap.parse(text.getBytes(UTF_8), new Origin("a.pdb", "Source Link", 0));
    }

    @Test
    void findsTheLongestPath() throws Exception {
        SourceLinkMap map = parse(TEXT);
        assertThat(map.find("C:\\src\\a\\b.c")).contains("https://host/all/a/b.c?x=1");
        assertThat(map.find("c:\\SRC\\lib\\x\\Two.c")).contains("https://host/lib/x/Two.c");
        assertThat(map.find("C:\\src\\LIB\\one.c")).contains("https://host/one");
        assertThat(map.find("/home/me/a.c")).contains("https://host/\"home\"/me/a.c");
        assertThat(map.find("C:\\other\\a.c")).isEmpty();
        assertThat(map.find("C:\\src")).isEmpty();
    }

    @Test
    void takesADocumentWithoutPaths() throws Exception {
        assertThat(parse("{}").find("a.c")).isEmpty();
        assertThat(parse("{\"documents\":{}}").find("a.c")).isEmpty();
        assertThat(parse("{\"documents\":\"none\"}").find("a.c")).isEmpty();
    }

    @Test
    void refusesWhatIsNoDocument() {
        String whole = TEXT.strip();
        for (int length = 0; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> parse(part))
                    .as(part)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("a.pdb: Source Link");
        }
        assertThatThrownBy(() -> parse("[]")).hasMessageContaining("lacks '{' at character 0");
        assertThatThrownBy(() -> parse("{\"documents\":{\"a\":1}}")).hasMessageContaining("lacks '\"'");
        assertThatThrownBy(() -> parse("{\"\\u00zz\":1}")).hasMessageContaining("hexadecimal");
    }
}
