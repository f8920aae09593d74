// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.dbi.DbiFields;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strips a PDB of which there is another that Microsoft's linker stripped: the same DLL, linked twice. */
final class TwinTest {
    private static final int STREAMS = 92;
    private static final int INFO = 1;
    private static final int DBI = 3;
    private static final int SECTION_HEADERS = 9;
    private static final int PUBLICS = 90;
    private static final int RECORDS = 91;
    private static final int MODULES_WITH_STREAM = 79;

    /** Of two modules, module and object file are called basic32-min in the other link. */
    private static final int NAMES = 4;

    private static PdbFile ours;
    private static PdbFile theirs;

    @BeforeAll
    static void strip(@TempDir Path directory) throws IOException {
        Corpus corpus = Corpus.assumePresent();
        try (InputPdb input = InputPdb.open(corpus.file("cab/x86-mszip/basic32.pd_"), directory)) {
            ours = Pdbs.open(Pdbs.strip(input.pdb(), StripOptions.DEFAULT));
        }
        theirs = PdbFile.open(
                ByteSource.of("basic32-min.pdb", corpus.bytes("native/x86-stripped-firefox/basic32-min.pdb")));
    }

    /**
     * Not the same: identity (1); contributions of the two links and padding (3); section headers of the two links (9); publics by name
     * and address (90) and the records (91), whose order is free.
     */
    @Test
    void nearlyAllStreamsAreTheSame() throws IOException {
        assertThat(ours.container().streamCount()).isEqualTo(STREAMS);
        assertThat(theirs.container().streamCount()).isEqualTo(STREAMS);
        Set<Integer> different = new TreeSet<>();
        for (int number = 1; number < STREAMS; number++) {
            if (!Arrays.equals(Pdbs.stream(ours, number), Pdbs.stream(theirs, number))) {
                different.add(number);
            }
        }
        assertThat(different).containsExactly(INFO, DBI, SECTION_HEADERS, PUBLICS, RECORDS);
    }

    @Test
    void stringsAndFrameDataAreTheSame() throws IOException {
        byte[] names = Pdbs.named(ours, "/names");
        assertThat(names).hasSize(26_942).isEqualTo(Pdbs.named(theirs, "/names"));
        byte[] frames = Pdbs.stream(ours, newFpo(ours));
        assertThat(frames).isEqualTo(Pdbs.stream(theirs, newFpo(theirs)));
    }

    private static int newFpo(PdbFile pdb) throws IOException {
        return pdb.dbi().orElseThrow().debugStreams().slot(9).orElseThrow();
    }

    @Test
    void lengthsAreTheSame() throws IOException {
        DbiFields fields = ours.dbi().orElseThrow().fields();
        assertThat(Pdbs.stream(ours, fields.symbols())).hasSize(362_780);
        assertThat(Pdbs.stream(ours, fields.globals())).hasSize(8_812);
        assertThat(Pdbs.stream(ours, fields.publics())).hasSize(53_804);
        assertThat(Pdbs.stream(ours, INFO)).hasSize(93);
        assertThat(sizes(ours))
                .containsEntry("file info", 920)
                .containsEntry("EC names", 25)
                .containsEntry("modules", sizes(theirs).getOrDefault("modules", 0) - NAMES * "-min".length());
        assertThat(without("modules", sizes(ours))).isEqualTo(without("modules", sizes(theirs)));
        int withStream = 0;
        for (int i = 0; i < ours.moduleCount(); i++) {
            assertThat(ours.module(i).info().stream()).isEqualTo(theirs.module(i).info().stream());
            withStream += ours.module(i).info().stream().isPresent() ? 1 : 0;
        }
        assertThat(withStream).isEqualTo(MODULES_WITH_STREAM);
    }

    private static Map<String, Integer> without(String part, Map<String, Integer> sizes) {
        Map<String, Integer> rest = new TreeMap<>(sizes);
        rest.remove(part);
        return rest;
    }

    private static Map<String, Integer> sizes(PdbFile pdb) throws IOException {
        ByteBuffer dbi = ByteBuffer.wrap(Pdbs.stream(pdb, DBI)).order(ByteOrder.LITTLE_ENDIAN);
        return Map.of(
                "modules", dbi.getInt(24),
                "contributions", dbi.getInt(28),
                "section map", dbi.getInt(32),
                "file info", dbi.getInt(36),
                "type servers", dbi.getInt(40),
                "debug header", dbi.getInt(48),
                "EC names", dbi.getInt(52));
    }

    @Test
    void publicsAreThoseOfTheTwin() throws IOException {
        Set<String> ourPublics = new TreeSet<>(Pdbs.publics(ours));
        Set<String> theirPublics = new TreeSet<>(Pdbs.publics(theirs));
        assertThat(ourPublics).hasSize(3_636);
        assertThat(theirPublics).hasSize(3_636);
        assertThat(withoutAddresses(ourPublics)).isEqualTo(withoutAddresses(theirPublics));
        ourPublics.removeAll(theirPublics);
        assertThat(ourPublics).as("addresses that differ between the two links").hasSize(8);
    }

    private static List<String> withoutAddresses(Set<String> publics) {
        return publics.stream()
                .map(each -> each.replaceFirst("\\d+:\\d+", ""))
                .sorted()
                .toList();
    }
}
