// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final String FILE = "000Admin/0000000007.pending";
    private static final String HEAD = "symkit-plan 1\nid\t0000000007\ncommand\tadd\nhistory\t3\t00\n";
    private static final Plan PLAN = new Plan(
            new TransactionId(7),
            "add",
            Plan.Digest.of(new byte[] {1, 2, 3}),
            List.of(
                    new Plan.Publish(true, Condition.ANY, "000Admin/tmp-1/0", "a.pdb/1/a.pdb"),
                    new Plan.Publish(false, Condition.IF_ABSENT, "000Admin/tmp-1/1", "a.pdb/1/refs.ptr"),
                    new Plan.Publish(false, Condition.ifVersion("3;t;k"), "000Admin/tmp-1/2", "000Admin/lastid.txt")),
            List.of(new Plan.Removal("4;t;k", "a.pdb/1/a.pd_")),
            List.of("a.pdb/1", "a.pdb"));

    @TempDir
    Path directory;

    /** A plan with a valid last line. */
    private static byte[] whole(String lines) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8));
            return (lines + "end\t" + HexFormat.of().formatHex(hash) + "\n").getBytes(UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> Plan.parse(FILE, bytes))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED))
                .hasMessageStartingWith(FILE + ": ")
                .hasMessageContaining(why);
    }

    @Test
    void readsWhatItWrote() throws StoreException {
        assertThat(Plan.parse(FILE, PLAN.bytes())).contains(PLAN);
    }

    @Test
    void isNoPlanWhereverItIsCut() throws StoreException {
        byte[] bytes = PLAN.bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Plan.parse(FILE, Arrays.copyOf(bytes, length)))
                    .as("cut at %d", length)
                    .isEmpty();
        }
    }

    @Test
    void isNoPlanWhicheverBitIsFlipped() throws StoreException {
        byte[] bytes = PLAN.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Plan.parse(FILE, bytes)).as("bit %d", bit).isEmpty();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** Every line cut at every field and at every character, the last line made valid each time. */
    @Test
    void refusesCutLinesUnderAValidHash() throws StoreException {
        List<String> lines = new String(PLAN.bytes(), UTF_8).lines().toList();
        int refused = 0;
        for (int i = 0; i < lines.size() - 1; i++) {
            for (int length = 0; length < lines.get(i).length(); length++) {
                StringBuilder text = new StringBuilder();
                for (int k = 0; k < lines.size() - 1; k++) {
                    text.append(k == i ? lines.get(k).substring(0, length) : lines.get(k))
                            .append('\n');
                }
                try {
                    assertThat(Plan.parse(FILE, whole(text.toString()))).isPresent();
                } catch (StoreException e) {
                    assertThat(e).hasMessageStartingWith(FILE);
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "symkit-plan 2\nid\t0000000007\n",
                "symkit-plan 1\n",
                "symkit-plan 1\nid\n",
                "symkit-plan 1\nid\t7\n",
                "symkit-plan 1\nid\t0000000000\n",
                "symkit-plan 1\nid\t0000000008\n",
                "symkit-plan 1\nid\t0000000007\ncommand\n",
                "symkit-plan 1\nid\t0000000007\ncommand\tadd\n",
                "symkit-plan 1\nid\t0000000007\ncommand\tadd\nhistory\t3\n",
                "symkit-plan 1\nid\t0000000007\ncommand\tadd\nhistory\t-3\t00\n",
                "symkit-plan 1\nid\t0000000007\ncommand\tadd\nhistory\t99999999999999999999\t00\n",
                HEAD + "\n",
                HEAD + "publish\n",
                HEAD + "publish\tfile\tANY\t\t000Admin/tmp-1/0\n",
                HEAD + "publish\tfile\tANY\t\t000Admin/tmp-1/0\ta/b/a\tmore\n",
                HEAD + "publish\tfile\tSOMETIMES\t\t000Admin/tmp-1/0\ta/b/a\n",
                HEAD + "publish\tdevice\tANY\t\t000Admin/tmp-1/0\ta/b/a\n",
                HEAD + "remove\ta/b/a\n",
                HEAD + "rmdir\n",
                HEAD + "chmod\ta/b\n"
            })
    void refusesOtherLinesUnderAValidHash(String lines) {
        assertRefused(whole(lines), "cannot carry out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../x",
                "a/../../x",
                "a/..",
                ".",
                "a/./b",
                "",
                "/etc/x",
                "a//b",
                "a/",
                "\\x",
                "a\\..\\x",
                "\\\\server\\share\\x",
                "C:/x",
                "C:x",
                "a/b:stream",
                "a/\u0000"
            })
    void refusesPathsThatMayLeaveTheStore(String path) {
        assertRefused(whole(HEAD + "publish\ttext\tANY\t\t000Admin/tmp-1/0\t" + path + "\n"), "outside the store");
        assertRefused(whole(HEAD + "publish\ttext\tANY\t\t" + path + "\ta/b/a\n"), "outside the store");
        assertRefused(whole(HEAD + "remove\tv\t" + path + "\n"), "outside the store");
        assertRefused(whole(HEAD + "rmdir\t" + path + "\n"), "outside the store");
    }

    @Test
    void recoveryNeitherCarriesOutNorRemovesAPlanItRefuses() throws IOException {
        Path root = directory.resolve("store");
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        try (StoreStorage storage = StoreStorages.local(root, StorageOptions.DEFAULT)) {
            storage.createRoot();
            Path stored = Files.writeString(root.resolve("stored"), "x");
            String version = storage.stat("stored").orElseThrow().version();
            Path pending = Files.write(
                    root.resolve(FILE), whole(HEAD + "remove\t" + version + "\tstored\nremove\t\t../victim\n"));
            Path foreign = Files.writeString(root.resolve("000Admin/notes.pending"), "not ours");
            try (StoreLock lock = storage.lock(TestEngine.patient())) {
                assertThatThrownBy(() -> new PlanRunner(storage, lock, 2).recover(AdminFiles::all))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("0000000007.pending");
                assertThat(stored).exists();
                assertThat(victim).hasContent("precious");
                Files.writeString(pending, HEAD + "remove\t" + version + "\tstored\n");
                new PlanRunner(storage, lock, 2).recover(AdminFiles::all);
            }
            assertThat(pending).doesNotExist();
            assertThat(stored).exists();
            assertThat(foreign).exists();
        }
    }
}
