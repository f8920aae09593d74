// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdbHashTest {
    private static int v1(String name) {
        byte[] bytes = ("xyz" + name + "!").getBytes(ISO_8859_1);
        return PdbHash.hashV1(bytes, 3, name.length());
    }

    private static int v2(String name) {
        byte[] bytes = ("xyz" + name + "!").getBytes(ISO_8859_1);
        return PdbHash.hashV2(bytes, 3, name.length());
    }

    /** Worked out by hand: words, then two bytes, then one, then the final mixing. */
    @Test
    void followsThePublishedSteps() {
        assertThat(v1("")).isEqualTo(mixed(0x20202020));
        assertThat(v1("abcdefg")).isEqualTo(mixed((0x64636261 ^ 0x6665 ^ 0x67) | 0x20202020));
        assertThat(v1("abc")).isEqualTo(mixed((0x6261 ^ 0x63) | 0x20202020));
        assertThat(v1("\u00E9")).isEqualTo(mixed(0x202020E9));
    }

    private static int mixed(int hash) {
        int first = hash ^ hash >>> 11;
        return first ^ first >>> 16;
    }

    /** Linkers put these two names in slots 1 and 2 of a named stream map of capacity 4: both want slot 1. */
    @ParameterizedTest
    @CsvSource({"/LinkInfo, 1", "/names, 1"})
    void givesTheSlotsThatLinkersWrite(String name, int slot) {
        assertThat((v1(name) & 0xFFFF) % 4).isEqualTo(slot);
    }

    @Test
    void ignoresTheCaseOfLetters() {
        assertThat(v1("?Main@@YAHXZ")).isEqualTo(v1("?mAIN@@yahxz"));
        assertThat(v2("?Main@@YAHXZ")).isNotEqualTo(v2("?mAIN@@yahxz"));
    }

    @Test
    void hashesBytesAfterTheLastWordOneByOneInVersion2() {
        assertThat(v2("")).isEqualTo(last(0xB170A1BF));
        int word = step(0xB170A1BF + 0x64636261);
        assertThat(v2("abcd")).isEqualTo(last(word));
        assertThat(v2("abcdef")).isEqualTo(last(step(step(word + 0x65) + 0x66)));
    }

    private static int step(int hash) {
        int sum = hash + hash * 1024;
        return sum ^ sum >>> 6;
    }

    private static int last(int hash) {
        return hash * 1664525 + 1013904223;
    }

    @Test
    void refusesAPartThatIsNotInTheArray() {
        assertThatThrownBy(() -> PdbHash.hashV1(new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> PdbHash.hashV2(new byte[4], -1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
