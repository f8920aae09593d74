// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutPartsTest {
    private static final String TARGET = "\\\\server\\share\\x\\a.pdb";

    private static FilePointer parse(String text) {
        return FilePointer.parse(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "ntdll.dll, nt",
        "App.pdb, Ap",
        "ABC.dll, AB",
        "a.pdb, a",
        "ab, ab",
        "a, a",
        "..pdb, _",
        ".hidden, .h",
        "'a b', a",
        "' .x', _",
        "\uD83D\uDE00x.pdb, \uD83D\uDE00x",
        "x\uD83D\uDE00.pdb, x\uD83D\uDE00",
        "\u00FC\u00E4.pdb, \u00FC\u00E4",
    })
    void givesThePrefix(String name, String prefix) {
        assertThat(Tier.prefix(name)).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "foo.pdb, foo.pd_",
        "app.exe, app.ex_",
        "x.dll, x.dl_",
        "ntoskrnl, ntoskrn_",
        "x.\uD83D\uDE00, x._",
        "foo.pd_,",
        "x,",
        "\uD83D\uDE00,",
    })
    void givesTheCompressedName(String name, String compressed) {
        assertThat(StoreNames.compressed(name)).isEqualTo(Optional.ofNullable(compressed));
    }

    @Test
    void quotesAndParsesFields() {
        assertThat(Fields.quote("a,\"b\"\r\n\tc\u00E4")).isEqualTo("\"a,'b'   c\u00E4\"");
        assertThat(Fields.parse("1,\"a,b\", \"c\"\"d\",e\"f,,")).containsExactly("1", "a,b", "c\"d", "e\"f", "", "");
        assertThat(Fields.parse("")).containsExactly("");
        assertThat(Fields.parse("\"never closed, x")).containsExactly("never closed, x");
    }

    @Test
    void readsUtf8AndOtherwiseWindows1252() {
        assertThat(StoreText.decode("\u00E4\u20AC".getBytes(UTF_8))).isEqualTo("\u00E4\u20AC");
        assertThat(StoreText.decode("\uFEFF\u00E4".getBytes(UTF_8))).isEqualTo("\u00E4");
        assertThat(StoreText.decode(new byte[] {'a', (byte) 0xE4, (byte) 0x80})).isEqualTo("a\u00E4\u20AC");
        assertThat(StoreText.encode("\u00E4")).isEqualTo(new byte[] {(byte) 0xC3, (byte) 0xA4});
    }

    @Test
    void idsHaveTenDigits() {
        assertThat(new TransactionId(6).text())
                .isEqualTo("0000000006")
                .hasToString(TransactionId.NONE
                        .next()
                        .next()
                        .next()
                        .next()
                        .next()
                        .next()
                        .toString());
        assertThat(TransactionId.parse("9999999999")).contains(new TransactionId(9_999_999_999L));
        assertThat(TransactionId.parse("7")).contains(new TransactionId(7));
        assertThat(TransactionId.parseExact("7")).isEmpty();
        assertThatThrownBy(() -> new TransactionId(10_000_000_000L)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "-1", "+1", "00000000001", "0000000001.pending", "\u0661"})
    void refusesOtherIds(String text) {
        assertThat(TransactionId.parse(text)).isEmpty();
    }

    @Test
    void writesPointersInTheirThreeForms() {
        assertThat(new FilePointer(Optional.of(TARGET), "", false).bytes()).isEqualTo(TARGET.getBytes(UTF_8));
        assertThat(new FilePointer(Optional.of(TARGET), "", true).bytes())
                .isEqualTo(("PATH:" + TARGET).getBytes(UTF_8));
        assertThat(new FilePointer(Optional.of(TARGET), "moved", false).bytes())
                .isEqualTo(("PATH:" + TARGET + "\r\nMSG:moved").getBytes(UTF_8));
    }

    @Test
    void readsPointersInTheirForms() {
        assertThat(parse(TARGET)).isEqualTo(new FilePointer(Optional.of(TARGET), "", false));
        assertThat(parse("\r\n " + TARGET + " \r\nsecond\r\n"))
                .isEqualTo(new FilePointer(Optional.of(TARGET), "", false));
        assertThat(parse("path: " + TARGET + "\nmsg: one\nMSG:two"))
                .isEqualTo(new FilePointer(Optional.of(TARGET), "one\ntwo", true));
        assertThat(parse("MSG: no longer indexed"))
                .isEqualTo(new FilePointer(Optional.empty(), "no longer indexed", false));
        assertThat(parse("")).isEqualTo(new FilePointer(Optional.empty(), "", false));
        assertThat(parse("PATH:").target()).isEmpty();
        assertThat(FilePointer.parse(("\uFEFF" + TARGET).getBytes(UTF_16LE)).target())
                .contains(TARGET);
        assertThat(FilePointer.parse(("\uFEFF" + TARGET).getBytes(UTF_16BE)).target())
                .contains(TARGET);
    }
}
