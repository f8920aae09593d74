// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutFilesTest {
    private static final TransactionId ONE = new TransactionId(1);
    private static final TransactionId TWO = new TransactionId(2);
    private static final TransactionId THREE = new TransactionId(3);
    private static final String SERVER_1 = "0000000001,add,file,08/10/2020,18:50:24,\"prod\",\"\",\"\",\r\n";
    private static final String SERVER_2 = "0000000002,add,file,08/10/2020,18:52:31,\"prod\",\"\",\"\",\r\n";

    private static TransactionRecord record(TransactionId id, int minute, int second) {
        LocalDateTime start = LocalDateTime.of(2020, 8, 10, 18, minute, second);
        return TransactionRecord.of(id, EntryKind.FILE, start, "prod", "", "");
    }

    private static RefsLine line(TransactionId id, EntryKind kind, String source) {
        return new RefsLine(id, kind, source, "bin", false, "");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    @Test
    void writesTheSixtyTwoBytesOfAPublishedReference() {
        String source = "C:\\" + "x".repeat(32);
        byte[] bytes = RefsFile.empty()
                .with(new RefsLine(ONE, EntryKind.FILE, source, "pri", true, ""))
                .bytes();
        assertThat(text(bytes)).isEqualTo("0000000001,file,\"" + source + "\",pri,,Y,,");
        assertThat(bytes).hasSize(62);
    }

    @Test
    void separatesReferencesAndEndsTheLastWithNothing() {
        RefsFile refs = RefsFile.empty()
                .with(line(ONE, EntryKind.FILE, "C:\\out\\a\\JobProcess.exe"))
                .with(line(TWO, EntryKind.FILE, "C:\\out\\b\\JobProcess.exe"));
        assertThat(text(refs.bytes()))
                .isEqualTo("0000000001,file,\"C:\\out\\a\\JobProcess.exe\",bin,,N,,\r\n"
                        + "0000000002,file,\"C:\\out\\b\\JobProcess.exe\",bin,,N,,");
        assertThat(RefsFile.parse(refs.bytes()).references()).isEqualTo(refs.references());
        assertThat(text(refs.without(TWO).bytes()))
                .isEqualTo("0000000001,file,\"C:\\out\\a\\JobProcess.exe\",bin,,N,,");
        assertThat(refs.without(ONE).without(TWO).isEmpty()).isTrue();
        assertThat(refs.without(ONE).without(TWO).bytes()).isEmpty();
    }

    @Test
    void theNewestReferenceDecidesAndAnyFileReferenceNeedsTheFile() {
        RefsFile refs = RefsFile.empty().with(line(ONE, EntryKind.FILE, "a")).with(line(TWO, EntryKind.PTR, "b"));
        assertThat(refs.last()).contains(line(TWO, EntryKind.PTR, "b"));
        assertThat(refs.hasFileReference()).isTrue();
        assertThat(refs.without(ONE).hasFileReference()).isFalse();
        assertThat(RefsFile.empty().last()).isEmpty();
        assertThat(refs.with(line(TWO, EntryKind.PTR, "c")).count(TWO)).isEqualTo(2);
    }

    @Test
    void readsOldReferencesAndKeepsEveryLineItDoesNotChange() {
        String old = "0000000026,ptr,\\\\server\\share\\x\\acpi.dbg";
        String odd = "0000000027, FILE ,\"C:\\a,b\\x.pdb\",pri,kept,Y,,,more";
        String bad = "not a reference \u00E4";
        byte[] bytes = (old + "\n\n" + odd + "\r\n" + bad + "\n").getBytes(ISO_8859_1);
        RefsFile refs = RefsFile.parse(bytes);
        assertThat(refs.references())
                .containsExactly(
                        new RefsLine(
                                new TransactionId(26), EntryKind.PTR, "\\\\server\\share\\x\\acpi.dbg", "", false, ""),
                        new RefsLine(new TransactionId(27), EntryKind.FILE, "C:\\a,b\\x.pdb", "pri", true, ""));
        assertThat(refs.malformed()).containsExactly(bad);
        assertThat(refs.bytes()).isEqualTo((old + "\r\n" + odd + "\r\n" + bad).getBytes(ISO_8859_1));
        assertThat(refs.without(new TransactionId(26)).bytes()).isEqualTo((odd + "\r\n" + bad).getBytes(ISO_8859_1));
    }

    @Test
    void keepsTheMessageOfAPointer() {
        RefsLine pointer = new RefsLine(ONE, EntryKind.PTR, "C:\\x.pdb", "pri", false, "gone, \"really\"");
        byte[] bytes = RefsFile.empty().with(pointer).bytes();
        assertThat(text(bytes)).isEqualTo("0000000001,ptr,\"C:\\x.pdb\",pri,,N,\"gone, 'really'\",");
        assertThat(RefsFile.parse(bytes).last().orElseThrow().message()).isEqualTo("gone, 'really'");
    }

    @Test
    void writesServerTxtAsObserved() {
        ServerFile server =
                ServerFile.parse(new byte[0]).with(record(ONE, 50, 24)).with(record(TWO, 52, 31));
        assertThat(text(server.bytes())).isEqualTo(SERVER_1 + SERVER_2);
        assertThat(text(server.without(ONE).bytes())).isEqualTo(SERVER_2);
        assertThat(server.without(ONE).without(TWO).bytes()).isEmpty();
        assertThat(server.find(TWO)).contains(record(TWO, 52, 31));
        assertThat(server.find(THREE)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0000000002", "2", " 2", "\"0000000002\"", "2 ", "\uFEFF0000000002"})
    void findsATransactionHoweverItsIdIsWritten(String id) {
        String odd = id + ",add,file,08/10/2020,18:52:31,\"prod\",\"\",\"\",\r\n";
        ServerFile server = ServerFile.parse((odd + SERVER_1 + "00000000002,x\r\n2\r\n2,del,1\r\n").getBytes(UTF_8));
        assertThat(server.find(TWO)).contains(record(TWO, 52, 31));
        assertThat(server.find(ONE)).contains(record(ONE, 50, 24));
        assertThat(server.oldest()).contains(record(ONE, 50, 24));
        assertThat(text(server.without(TWO).bytes())).isEqualTo(SERVER_1 + "00000000002,x\r\n2\r\n2,del,1\r\n");
        assertThat(server.without(ONE).oldest()).contains(record(TWO, 52, 31));
        assertThat(server.without(ONE).without(TWO).oldest()).isEmpty();
    }

    @Test
    void readsOldTransactionsAndKeepsTheirLines() {
        String old = "0000000001,add,ptr,10/09/99,00:08:32,Windows XP,x86 fre 1.156c-RTM-2, Added from \\\\mybuilds";
        String odd = "rubbish";
        ServerFile server = ServerFile.parse((old + "\n" + odd + "\n\n" + SERVER_2.strip()).getBytes(UTF_8));
        TransactionRecord first = server.transactions().get(0);
        assertThat(first.kind()).isEqualTo(EntryKind.PTR);
        assertThat(first.product()).isEqualTo("Windows XP");
        assertThat(first.start()).contains(LocalDateTime.of(2099, 10, 9, 0, 8, 32));
        assertThat(server.transactions()).hasSize(2);
        assertThat(server.malformed()).containsExactly(odd);
        assertThat(text(server.with(record(THREE, 1, 2)).bytes()))
                .isEqualTo(old + "\n" + odd + "\n\n" + SERVER_2
                        + "0000000003,add,file,08/10/2020,18:01:02,\"prod\",\"\",\"\",\r\n");
        assertThat(text(server.without(TWO).bytes())).isEqualTo(old + "\n" + odd + "\n\n");
    }

    @Test
    void aDateThatCannotBeReadIsNone() {
        TransactionRecord odd = new TransactionRecord(ONE, EntryKind.FILE, "13/13/2020", "1:02:03", "", "", "");
        assertThat(odd.start()).isEmpty();
    }

    @Test
    void theHistoryHasNoLastLineEnd() {
        HistoryFile history = HistoryFile.parse(new byte[0])
                .with(record(ONE, 50, 24))
                .with(record(TWO, 52, 31))
                .withDelete(THREE, ONE);
        assertThat(text(history.bytes())).isEqualTo(SERVER_1 + SERVER_2 + "0000000003,del,0000000001");
        assertThat(history.ids()).containsExactly(Optional.of(ONE), Optional.of(TWO), Optional.of(THREE));
    }

    @Test
    void theHistoryGrowsBehindWhateverEndItHas() {
        String old = "0000000001,add,file\n";
        assertThat(text(HistoryFile.parse(old.getBytes(UTF_8))
                        .withDelete(TWO, ONE)
                        .bytes()))
                .isEqualTo(old + "0000000002,del,0000000001");
        assertThat(HistoryFile.parse("x,add\r\n\r\n0000000002,del,1".getBytes(UTF_8))
                        .ids())
                .containsExactly(Optional.empty(), Optional.of(TWO));
    }

    @Test
    void writesAndReadsTransactionFiles() {
        TransactionFile file = TransactionFile.of(List.of(
                new TransactionFile.Entry("JobProcess.exe", "5A0BC0C6c83000", "C:\\build\\out\\JobProcess.exe"),
                new TransactionFile.Entry(
                        "Boo.Lang.pdb", "05364972997C4B37B4572002AEF7E3231", "C:\\build\\out\\Boo.Lang.pdb")));
        assertThat(text(file.bytes()))
                .isEqualTo(String.join(
                        "\r\n",
                        "\"JobProcess.exe\\5A0BC0C6c83000\",\"C:\\build\\out\\JobProcess.exe\"",
                        "\"Boo.Lang.pdb\\05364972997C4B37B4572002AEF7E3231\",\"C:\\build\\out\\Boo.Lang.pdb\"",
                        ""));
        assertThat(TransactionFile.parse(file.bytes())).isEqualTo(file);
        assertThat(TransactionFile.of(List.of()).bytes()).isEmpty();
    }

    @Test
    void readsOldTransactionFilesAndThoseWithAPrefix() {
        String text = """
                ac/acpi.dbg\\37cdb03962040,\\\\s\\acpi.dbg

                "a.pdb\\1"
                "nothing","x"
                \\1,x
                """;
        assertThat(TransactionFile.parse(text.getBytes(UTF_8)))
                .isEqualTo(new TransactionFile(
                        List.of(
                                new TransactionFile.Entry("acpi.dbg", "37cdb03962040", "\\\\s\\acpi.dbg"),
                                new TransactionFile.Entry("a.pdb", "1", "")),
                        List.of("\"nothing\",\"x\"", "\\1,x")));
    }

    @Test
    void aReferenceIsPutBeforeTheNewest() {
        RefsLine line = new RefsLine(new TransactionId(7), EntryKind.PTR, "x", "pri", false, "");
        String added = "0000000007,ptr,\"x\",pri,,N,,";
        String first = "0000000001,file,\"a\",pri,,N,,";
        String second = "0000000002,file,\"b\",pri,,N,,";
        assertThat(new String(RefsFile.empty().withBeforeLast(line).bytes(), UTF_8))
                .isEqualTo(added);
        assertThat(new String(
                        RefsFile.parse((first + "\r\n" + second).getBytes(UTF_8))
                                .withBeforeLast(line)
                                .bytes(),
                        UTF_8))
                .isEqualTo(first + "\r\n" + added + "\r\n" + second);
        assertThat(new String(
                        RefsFile.parse((second + "\r\nrubbish").getBytes(UTF_8))
                                .withBeforeLast(line)
                                .bytes(),
                        UTF_8))
                .isEqualTo(added + "\r\n" + second + "\r\nrubbish");
    }
}
