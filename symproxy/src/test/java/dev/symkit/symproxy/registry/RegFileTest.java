// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegFileTest {
    private static final String HEAD = "Windows Registry Editor Version 5.00\r\n\r\n[HKLM\\A]\r\n";
    private static final String ALL = HEAD
            + "; comment\r\n"
            + "@=\"default\"\r\n"
            + "\"short\"=dword:e10\r\n"
            + "\"long\"=dword:FFFFFFFF ; comment\r\n"
            + "\"a\\\\b\\\"c\"=\"x\\\\y\\\"z\"\r\n"
            + "\"path\"=\"one;\r\ntwo\"\r\n"
            + "\"expand\"=hex(2):41,00,\\\r\n  42,00,00,00\r\n"
            + "\"multi\"=hex(7):41,00,00,00,42,00,00,00,00,00\r\n"
            + "\"binary\"=hex:01,2\r\n"
            + "\"number\"=hex(4):10,0e,00,80\r\n"
            + "\"gone\"=-\r\n"
            + "[-HKLM\\B]\r\n\"gone\"=\"x\"\r\n"
            + "[HKLM/C/D]\r\n";

    private static RegFile parse(String text) throws IOException {
        return RegFile.parse(text.getBytes(StandardCharsets.UTF_8), "a.reg");
    }

    private static RegValue number(String name, long value, int line) {
        return new RegValue("HKLM\\A", name, OptionalLong.of(value), Optional.empty(), line);
    }

    private static RegValue text(String name, String text, int line) {
        return new RegValue("HKLM\\A", name, OptionalLong.empty(), Optional.of(text), line);
    }

    @Test
    void everyKindOfDataIsRead() throws IOException {
        RegFile file = parse(ALL);

        assertThat(file.keys()).containsExactly("HKLM\\A", "HKLM\\C\\D");
        assertThat(file.values())
                .containsExactly(
                        text("", "default", 5),
                        number("short", 0xE10, 6),
                        number("long", 0xFFFFFFFFL, 7),
                        text("a\\b\"c", "x\\y\"z", 8),
                        text("path", "one;\ntwo", 9),
                        text("expand", "AB", 11),
                        text("multi", "A\n\nB".replace("\n\n", "\n"), 13),
                        new RegValue("HKLM\\A", "binary", OptionalLong.empty(), Optional.empty(), 14),
                        number("number", 0x80000E10L, 15));
    }

    @Test
    void everyEncodingIsRead() throws IOException {
        String text = ALL.replace("default", "dé");
        List<RegValue> values = parse(text).values();

        assertThat(RegFile.parse(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE), "a")
                        .values())
                .isEqualTo(values);
        assertThat(RegFile.parse(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8), "a")
                        .values())
                .isEqualTo(values);
        assertThat(RegFile.parse(text.getBytes(Charset.forName("windows-1252")), "a")
                        .values())
                .isEqualTo(values);
    }

    @Test
    void theOldVersionHasTextsInAnsi() throws IOException {
        assertThat(parse("REGEDIT4\n[HKLM\\A]\n\"e\"=hex(2):41,42,00\n").values())
                .containsExactly(text("e", "AB", 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | a.reg:4: neither a key nor a value",
                "[HKLM | a.reg:4: no ']' at the end of a key",
                "\"a\" | a.reg:4: no '=' behind the name of a value",
                "\"a\"=dword: | a.reg:4: data that is no text, dword or hex",
                "\"a\"=dword:123456789 | a.reg:4: data that is no text, dword or hex",
                "\"a\"=\"x | a.reg:4: no quotation mark at the end of a text",
                "\"a\"=hex:123 | a.reg:4: more than two digits for a byte",
                "\"a\"=hex(4):1,2 | a.reg:4: a dword of 2 bytes"
            })
    void whatIsWrongIsNamed(String line, String message) {
        assertThatThrownBy(() -> parse(HEAD + line))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void anotherFileIsNone() {
        assertThatThrownBy(() -> parse("")).isInstanceOf(IOException.class).hasMessageStartingWith("a.reg:1: not the");
        assertThatThrownBy(() -> parse("\n[a]\n")).hasMessageStartingWith("a.reg:2: not the start");
    }

    @Test
    void everyTruncationIsReadOrNamed() {
        for (int length = 0; length < ALL.length(); length++) {
            String part = ALL.substring(0, length);
            try {
                assertThat(parse(part).values().size()).isBetween(0, 9);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("a\\.reg:\\d+: .*");
            }
        }
    }

    @Test
    void everyBitFlipIsReadOrNamed() {
        byte[] bytes = ALL.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            try {
                assertThat(RegFile.parse(flipped, "a.reg").values()).hasSizeLessThan(12);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("a\\.reg:\\d+: .*");
            }
        }
    }
}
