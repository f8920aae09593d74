// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.InfoStream;
import dev.symkit.format.pdb.NamedStreams;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.RvaTable;
import dev.symkit.testkit.BigData;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Compares what we read with what llvm-pdbutil prints, for every PDB of the corpus and {@link BigData}.
 */
class DbiOracleTest {
    /** What the tool prints as the size of a stream that there is not. */
    private static final long NIL = 0xFFFFFFFFL;

    private int facts;

    @Test
    void agreesWithPdbutil() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        String tool = Programs.assumeLlvm("llvm-pdbutil");
        List<Path> files = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.path().endsWith(".pdb") && !row.path().startsWith("malformed/")) {
                files.add(corpus.file(row.path()));
            }
        }
        files.addAll(BigData.files(".pdb"));
        int compared = 0;
        for (Path file : files) {
            Optional<PdbutilDump> dump = PdbutilDump.run(tool, file);
            if (dump.isPresent()) {
                compare(file, dump.get());
                compared++;
            }
        }
        System.out.println(
                "DBI: " + facts + " facts of " + tool + " compared, in " + compared + " of " + files.size() + " files");
        assertThat(facts).isPositive();
    }

    private void compare(Path file, PdbutilDump dump) throws IOException {
        try (FileByteSource source = FileByteSource.open(file)) {
            MsfFile pdb = MsfFile.open(source);
            same(file, dump, "Summary", summary(pdb), false);
            same(file, dump, "Streams", streams(pdb), false);
            NamedStreams names = InfoStream.read(pdb).names();
            same(file, dump, "Named Streams", namedStreams(names), true);
            Optional<StringTable> strings = StringTable.read(pdb, names);
            if (strings.isPresent()) {
                same(file, dump, "String Table", strings(strings.get()), true);
            }
            Optional<DbiStream> dbi = DbiStream.open(pdb);
            if (dbi.isEmpty()) {
                assertThat(dump.facts("Modules")).as(file.toString()).isEmpty();
                return;
            }
            same(file, dump, "Modules", modules(dbi.get()), false);
            same(file, dump, "Files", files(dbi.get()), false);
            same(file, dump, "Section Contributions", contributions(dbi.get()), false);
            same(file, dump, "Section Map", sectionMap(dbi.get()), false);
            DebugStreams debug = dbi.get().debugStreams();
            same(file, dump, "Section Headers", sectionHeaders(debug.sectionHeaders()), false);
            same(file, dump, "Original Section Headers", originals(debug.originalSectionHeaders()), false);
            same(file, dump, "Old FPO Data", fpo(debug), false);
            if (strings.isPresent()) {
                same(file, dump, "New FPO Data", frameData(debug, strings.get()), false);
            }
        }
    }

    private void same(Path file, PdbutilDump dump, String section, List<String> ours, boolean anyOrder) {
        List<String> expected = dump.facts(section);
        if (anyOrder) {
            assertThat(ours).as(file + ": " + section).containsExactlyInAnyOrderElementsOf(expected);
        } else {
            assertThat(ours).as(file + ": " + section).isEqualTo(expected);
        }
        facts += expected.size();
    }

    private static String text(Name name) {
        return new String(name.toByteArray(), ISO_8859_1);
    }

    private static String join(Object... fields) {
        List<String> texts = new ArrayList<>();
        for (Object field : fields) {
            texts.add(field.toString());
        }
        return String.join("|", texts);
    }

    private static String hex(long value) {
        return Long.toHexString(value).toUpperCase(Locale.ROOT);
    }

    private static List<String> summary(MsfFile pdb) throws IOException {
        InfoStream info = InfoStream.read(pdb);
        Optional<DbiStream> dbi = DbiStream.open(pdb);
        List<String> out = new ArrayList<>(List.of(
                join("Block Size", pdb.pageSize()),
                join("Number of blocks", pdb.pageCount()),
                join("Number of streams", pdb.streamCount()),
                join("Signature", info.info().signature()),
                join("Age", info.info().age()),
                join("GUID", info.info().guid().orElseThrow().toString().toUpperCase(Locale.ROOT)),
                join("Has Debug Info", dbi.isPresent()),
                join("Has IDs", info.features().hasIds())));
        dbi.map(DbiStream::fields).ifPresent(fields -> {
            out.add(join("Is incrementally linked", fields.isIncremental()));
            out.add(join("Has conflicting types", fields.hasUnmergedTypes()));
            out.add(join("Is stripped", fields.isStripped()));
        });
        return out;
    }

    private static List<String> streams(MsfFile pdb) throws IOException {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < pdb.streamCount(); i++) {
            MsfStream stream = pdb.stream(i);
            out.add(join(i, stream.isNil() ? NIL : stream.size()));
        }
        return out;
    }

    private static List<String> namedStreams(NamedStreams names) {
        List<String> out = new ArrayList<>();
        for (NamedStreams.Entry entry : names.entries()) {
            out.add(text(entry.name()));
            out.add(Long.toString(entry.stream()));
        }
        return out;
    }

    private static List<String> strings(StringTable table) {
        List<String> out = new ArrayList<>();
        for (StringTable.Walk walk = table.walk(); walk.next(); ) {
            if (walk.length() > 0) {
                out.add(join(walk.offset(), text(walk.name())));
            }
        }
        return out;
    }

    private static String contribution(Contribution c) {
        return join(
                c.module(),
                String.format(Locale.ROOT, "%04d", c.section()),
                String.format(Locale.ROOT, "%04d", c.offset()),
                c.size(),
                c.dataCrc(),
                c.relocationCrc());
    }

    private static List<String> modules(DbiStream dbi) throws IOException {
        Optional<StringTable> names = dbi.ecNames();
        List<String> out = new ArrayList<>();
        for (DbiModule module : dbi.modules()) {
            out.add(text(module.name()));
            out.add(contribution(module.first()));
            out.add(text(module.objectFile()));
            out.add(join(module.stream().orElse(0xFFFF), module.fileCount(), module.hasEditAndContinue()));
            out.add(join(
                    module.ecPdb(),
                    ecName(names, module.ecPdb()),
                    module.ecSource(),
                    ecName(names, module.ecSource())));
        }
        return out;
    }

    private static String ecName(Optional<StringTable> names, long offset) {
        return names.flatMap(table -> table.find(offset))
                .map(DbiOracleTest::text)
                .orElse("");
    }

    private static List<String> files(DbiStream dbi) throws IOException {
        FileInfo info = dbi.fileInfo();
        List<String> out = new ArrayList<>();
        for (int module = 0; module < info.moduleCount(); module++) {
            out.add(String.format(Locale.ROOT, "%04d", module));
            for (int file = 0; file < info.fileCount(module); file++) {
                out.add(text(info.file(module, file)));
            }
        }
        return out;
    }

    private static List<String> contributions(DbiStream dbi) throws IOException {
        List<String> out = new ArrayList<>();
        boolean fastlink = false;
        for (ContributionWalk walk = dbi.contributions(); walk.next(); ) {
            Contribution c = walk.decode();
            fastlink |= c.coffSection() != 0;
            out.add(contribution(c));
        }
        if (fastlink) {
            out.clear();
            for (ContributionWalk walk = dbi.contributions(); walk.next(); ) {
                Contribution c = walk.decode();
                out.add(join(contribution(c), c.coffSection()));
            }
        }
        return out;
    }

    private static List<String> sectionMap(DbiStream dbi) throws IOException {
        List<String> out = new ArrayList<>();
        for (SectionMapEntry e : dbi.sectionMap()) {
            out.add(join(e.overlay(), e.group(), e.frame(), e.segmentName()));
            out.add(join(e.className(), e.offset(), e.size()));
        }
        return out;
    }

    private static List<String> sectionHeaders(List<SectionHeader> headers) {
        List<String> out = new ArrayList<>();
        for (SectionHeader h : headers) {
            out.add(text(h.name()));
            out.add(hex(h.size()));
            out.add(hex(h.rva()));
            out.add(hex(h.rawSize()));
            out.add(hex(h.rawOffset()));
            out.add(hex(h.characteristics()));
        }
        return out;
    }

    private static List<String> originals(List<SectionHeader> headers) {
        List<String> out = new ArrayList<>();
        for (SectionHeader h : headers) {
            out.add(text(h.name()));
            out.add(hex(h.rva()));
        }
        return out;
    }

    private static List<String> fpo(DebugStreams debug) throws IOException {
        List<String> out = new ArrayList<>();
        if (debug.fpo().isPresent()) {
            RvaTable<FpoData> table = debug.fpo().get();
            for (int i = 0; i < table.count(); i++) {
                FpoData f = table.get(i);
                out.add(String.format(
                        Locale.ROOT, "%08X|%d|%d|%d", f.rva(), f.codeBytes(), f.locals(), f.parameters()));
            }
        }
        return out;
    }

    private static List<String> frameData(DebugStreams debug, StringTable strings) throws IOException {
        List<String> out = new ArrayList<>();
        if (debug.frameData().isPresent()) {
            RvaTable<FrameData> table = debug.frameData().get();
            assertThat(table.isSorted()).isTrue();
            for (int i = 0; i < table.count(); i++) {
                FrameData f = table.get(i);
                out.add(String.format(
                        Locale.ROOT,
                        "%08X|%d|%d|%d|%d|%d|%d|%b|%b|%b|%s",
                        f.rva(),
                        f.codeBytes(),
                        f.localBytes(),
                        f.parameterBytes(),
                        f.maxStackBytes(),
                        f.prologBytes(),
                        f.savedRegisterBytes(),
                        (f.flags() & 1) != 0,
                        (f.flags() & 2) != 0,
                        f.startsFunction(),
                        text(strings.name(f.program()))));
            }
        }
        return out;
    }
}
