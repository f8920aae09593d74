// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.authenticode.Authenticode;
import dev.symkit.format.authenticode.AuthenticodeReport;
import dev.symkit.format.authenticode.Verdict;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.dump.DumpModule;
import dev.symkit.format.dump.Minidump;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.DbgContent;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.SequencePointReader;
import dev.symkit.format.tpi.TypeLayout;
import dev.symkit.format.tpi.TypeNames;
import dev.symkit.format.tpi.TypeStream;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/library.md}: what stands between {@code // example} and {@code // end} is there word for word. */
class LibraryExamplesTest {
    private static final String PDB = "lld/x64/full.pdb";

    private final List<String> printed = new ArrayList<>();

    private static ByteSource bytes(String path) throws IOException {
        return ByteSource.of(path, Corpus.assumePresent().bytes(path));
    }

    private static PdbFile pdb() throws IOException {
        return PdbFile.open(bytes(PDB));
    }

    private void print(Object... words) {
        printed.add(String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
    }

    @Test
    void opensAFile() throws IOException {
        Path path = Corpus.assumePresent().file(PDB);
        // example
        try (FileByteSource source = FileByteSource.open(path)) {
            PdbFile pdb = PdbFile.open(source);
            PdbInfo info = pdb.info().info();
            Optional<UUID> guid = info.guid(); // PDB 2.0 has info.signature() only
            long age = pdb.dbi().isPresent() ? pdb.dbi().get().fields().age() : info.age();
            print(guid, age);
        }
        // end
        assertThat(printed).hasSize(1).first().asString().matches("Optional\\[[0-9a-f-]{36}] 1");
    }

    @Test
    void readsStreams() throws IOException {
        PdbFile pdb = pdb();
        // example
        for (int i = 0; i < pdb.container().streamCount(); i++) {
            MsfStream stream = pdb.container().stream(i);
            print(i, stream.isNil() ? "nil" : stream.size());
        }
        byte[] head = pdb.container().stream(1).cursor(0, 28).bytes(28);
        // end
        assertThat(printed)
                .hasSizeGreaterThan(8)
                .contains("1 " + pdb.container().stream(1).size());
        assertThat(head).hasSize(28).startsWith(0x94, 0x2E, 0x31, 0x01);
    }

    @Test
    void walksSymbols() throws IOException {
        PdbFile pdb = pdb();
        // example
        for (int i = 0; i < pdb.moduleCount(); i++) {
            SymbolReader symbol = pdb.module(i).symbols();
            while (symbol.next()) {
                if (symbol.kind() == SymbolKinds.S_GPROC32 && symbol.nameLength() < 80) {
                    ProcSymbol procedure = (ProcSymbol) symbol.decode();
                    print(procedure.name(), procedure.segment(), procedure.offset(), procedure.length());
                }
            }
        }
        // end
        assertThat(printed).anyMatch(line -> line.startsWith("entry 1 "));
    }

    @Test
    void walksPublics() throws IOException {
        PdbFile pdb = pdb();
        // example
        if (pdb.publics().isPresent()) {
            SymbolWalk walk = pdb.publics().get().inAddressOrder();
            while (walk.next()) {
                print(walk.symbol().decode().name());
            }
        }
        // end
        assertThat(printed).contains("entry", "box_area");
    }

    @Test
    void walksTypes() throws IOException {
        PdbFile pdb = pdb();
        // example
        TypeStream types = pdb.types().orElseThrow();
        TypeReader type = types.reader();
        while (type.next()) {
            if (type.leaf() == LeafKind.LF_STRUCTURE && type.findName()) {
                print(type.typeIndex(), type.name());
            }
        }
        // end
        assertThat(printed).anyMatch(line -> line.endsWith(" Point"));
    }

    @Test
    void findsNames() throws IOException {
        PdbFile pdb = pdb();
        // example
        for (Symbol found : pdb.find(Name.of("entry"))) {
            if (found instanceof ReferenceSymbol reference
                    && pdb.resolve(reference).orElse(null) instanceof ProcSymbol procedure) {
                print(pdb.addresses().rva(procedure.segment(), procedure.offset()));
            }
        }
        // end
        assertThat(printed).hasSize(1).first().asString().startsWith("OptionalLong[");
    }

    @Test
    void translatesAddresses() throws IOException {
        PdbFile pdb = pdb();
        long rva = inlinedCall(pdb);
        // example
        Symbolizer symbolizer = pdb.symbolizer(); // one for each thread
        Optional<CodeLocation> location = symbolizer.find(rva);
        if (location.isPresent()) {
            for (Frame frame : location.get().frames()) { // the innermost first
                print(frame.function(), frame.line().map(line -> line.file() + ":" + line.line()), frame.inlined());
            }
        }
        // end
        assertThat(printed).hasSizeGreaterThanOrEqualTo(2);
        assertThat(printed.get(0)).startsWith("clamp ").endsWith(" true");
        assertThat(printed.get(1))
                .startsWith("private_helper ")
                .contains("main.cpp:")
                .endsWith(" false");
    }

    /** An address at which {@code clamp} is inlined. */
    private static long inlinedCall(PdbFile pdb) throws IOException {
        SymbolReader symbol = pdb.module(0).symbols();
        while (symbol.next()) {
            if (symbol.decode() instanceof ProcSymbol procedure
                    && procedure.name().equals(Name.of("private_helper"))) {
                for (long at = procedure.offset(); at < procedure.offset() + procedure.length(); at++) {
                    long rva = pdb.addresses().rva(procedure.segment(), at).orElseThrow();
                    if (pdb.symbolizer().find(rva).orElseThrow().frames().size() > 1) {
                        return rva;
                    }
                }
            }
        }
        throw new AssertionError("no inlined call");
    }

    @Test
    void laysOutTypes() throws IOException {
        PdbFile pdb = pdb();
        // example
        TypeStream types = pdb.types().orElseThrow();
        TypeNames names = new TypeNames(types);
        long index = types.findByName(Name.of("Box"));
        if (index != TypeStream.UNKNOWN) {
            TypeLayout layout = TypeLayout.of(types, index).orElseThrow();
            for (TypeLayout.Base base : layout.bases()) {
                print("+" + base.offset(), names.nameOf(base.type()));
            }
            for (TypeLayout.Member member : layout.members()) {
                print("+" + member.offset(), member.name(), names.nameOf(member.type()), member.size());
            }
        }
        // end
        assertThat(printed).contains("+0 Shape", "+16 a_ Point 8", "+24 b_ Point 8");
    }

    @Test
    void readsAnImage() throws IOException {
        ByteSource source = bytes("lld/x64/lib.dll");
        // example
        PeFile pe = PeFile.open(source);
        print(pe.machine(), pe.timestamp(), pe.sizeOfImage());
        for (DebugEntry entry : pe.debugEntries()) {
            print(entry.typeName(), pe.debugData(entry));
        }
        for (CodeView record : pe.codeViews()) {
            if (record instanceof CodeView.Rsds rsds) {
                print(rsds.guid(), rsds.age(), rsds.path());
            }
        }
        if (Exports.read(pe).isPresent()) {
            for (Exports.Export export : Exports.read(pe).get().entries()) {
                print(export.ordinal(), export.name(), export.rva(), export.forwarder());
            }
        }
        // end
        assertThat(printed).anyMatch(line -> line.contains("lib.pdb")).anyMatch(line -> line.contains("box_area"));
    }

    @Test
    void readsADbgFile() throws IOException {
        ByteSource source = bytes("dbg-synthetic/split.dbg");
        // example
        DbgContent dbg = DbgContent.open(source);
        print(dbg.header().timestamp(), dbg.header().sizeOfImage());
        print(dbg.sections(), dbg.exportedNames(), dbg.codeViews());
        // end
        assertThat(printed).hasSize(2);
    }

    @Test
    void readsAPortablePdb() throws IOException {
        ByteSource source = bytes("managed/ppdb-sourcelink/ppdb-sourcelink-sample.pdb");
        // example
        PortablePdb pdb = PortablePdb.open(source);
        print(pdb.id().guid(), pdb.sourceLink().isPresent());
        SequencePointReader point = pdb.sequencePoints();
        for (int method = 1; method <= pdb.methodCount(); method++) { // rows count from 1
            if (point.method(method)) {
                while (point.next()) {
                    Name document = pdb.document(point.document()).name();
                    print(method, point.ilOffset(), document, point.startLine());
                }
            }
        }
        // end
        assertThat(printed).hasSizeGreaterThan(2).first().asString().endsWith(" true");
    }

    @Test
    void listsTheModulesOfADump() throws IOException {
        ByteSource source = bytes("minidump/notepad-small-64bit.dmp");
        // example
        Minidump dump = Minidump.open(source);
        for (DumpModule module : dump.modules()) {
            print(module.fileName(), module.timestamp(), module.size(), module.codeView());
        }
        // end
        assertThat(printed).anyMatch(line -> line.startsWith("notepad.exe ") && line.contains("notepad.pdb"));
    }

    @Test
    void checksASignature() throws IOException {
        ByteSource source = bytes("native/x64-signed-jni/onnxruntime4j_jni.dll");
        // example
        AuthenticodeReport report = Authenticode.verify(PeFile.open(source));
        if (report.verdict() == Verdict.VALID) {
            print(report.signatures().get(0).signer().map(signer -> signer.subject()));
        }
        // end
        assertThat(printed).hasSize(1).first().asString().contains("Microsoft");
    }

    @Test
    void reportsDamage() throws IOException {
        ByteSource source = bytes("symstore-py/invalid.pdb");
        // example
        try {
            PdbFile.open(source);
        } catch (FormatException e) {
            print(e.kind(), e.file(), e.structure(), e.offset()); // the message says all of it and what is wrong
        }
        // end
        assertThat(printed).hasSize(1).first().asString().contains("symstore-py/invalid.pdb");
    }

    @Test
    void allOfThePageIsHere() throws IOException {
        List<String> page = blocks(Path.of("..", "docs", "library.md"), "```java", "```");
        List<String> code = blocks(
                Path.of("src/test/java/dev/symkit/format/symbols/LibraryExamplesTest.java"), "// example", "// end");
        assertThat(page).isNotEmpty().containsExactlyInAnyOrderElementsOf(code);
    }

    /** The texts between two lines, without indentation. */
    private static List<String> blocks(Path file, String first, String last) throws IOException {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line :
                Files.readString(file, UTF_8).lines().map(String::strip).toList()) {
            if (block == null) {
                block = line.equals(first) ? new ArrayList<>() : null;
            } else if (line.equals(last)) {
                blocks.add(String.join("\n", block));
                block = null;
            } else {
                block.add(line);
            }
        }
        assertThat(block).as(file + ": a block without its end").isNull();
        return blocks;
    }
}
