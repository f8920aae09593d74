// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.dump.DumpModule;
import dev.symkit.format.dump.Minidump;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.PdbReference;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MinidumpBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolModuleTest {
    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private static final String INDEX = "0F7FCF88442F4B0E9FB51DC4A754D9DE2";

    @TempDir
    Path root;

    private SymbolModule read(byte[] content) throws IOException {
        return SymbolModule.read(Files.write(root.resolve("A.b.DLL"), content));
    }

    @Test
    void readsAnImage() throws IOException {
        SymbolModule module = read(new PeBuilder()
                .timestamp(0x642C308F)
                .sizeOfImage(0x4c000)
                .rsds(GUID, 2, "d:\\x\\a.pdb")
                .build());
        assertThat(module.image()).isEqualTo(root.resolve("A.b.DLL").toString());
        assertThat(module.name()).isEqualTo("A.b.DLL");
        assertThat(module.moduleName()).isEqualTo("A.b");
        assertThat(module.extension()).isEqualTo("dll");
        assertThat(module.imageIndex()).contains("642C308F4c000");
        assertThat(module.pdb()).contains(new PdbReference("d:\\x\\a.pdb", INDEX, false));
        assertThat(module.dbg()).isEmpty();
        assertThat(module.checksum()).isEmpty();
        assertThat(SymbolModule.named("x", Optional.empty()).extension()).isEmpty();
    }

    @Test
    void ofAStrippedImageNamesTheDbgFileAfterIt() throws IOException {
        byte[] image = new PeBuilder().build();
        image[PeBuilder.HEADER + 23] |= 2; // DEBUG_STRIPPED
        assertThat(read(image).dbg()).contains("A.b.dbg");
    }

    @Test
    void takesDamagedDebugDataAsNotThere() throws IOException {
        byte[] image = new PeBuilder()
                .debug(2, new byte[3])
                .debug(4, new byte[3])
                .debug(19, new byte[0])
                .build();
        SymbolModule module = read(image);
        assertThat(module.pdb()).isEmpty();
        assertThat(module.dbg()).isEmpty();
        assertThat(module.checksum()).isEmpty();
    }

    @Test
    void ofAnythingElseIsAnError() {
        assertThatThrownBy(() -> read("text".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isInstanceOf(FormatException.class);
        byte[] image = new PeBuilder().rsds(GUID, 2, "a.pdb").build();
        for (int length = 0; length < PeBuilder.HEADER + 84; length++) {
            byte[] cut = Arrays.copyOf(image, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void isMadeOfTheRecordOfADump() throws IOException {
        byte[] dump = new MinidumpBuilder()
                .rsds(GUID, 2, "d:\\x\\a.pdb")
                .module("C:\\app\\a.dll", 0x10000, 0x4c000, 0x642C308F)
                .misc("C:\\app\\b.exe")
                .module("C:\\app\\b.exe", 0x90000, 0, 0)
                .build();
        List<DumpModule> modules = Minidump.open(ByteSource.of("dump", dump)).modules();
        SymbolModule module = SymbolModule.of(modules.get(0));
        assertThat(module.image()).isEqualTo("C:\\app\\a.dll");
        assertThat(module.imageIndex()).contains("642C308F4c000");
        assertThat(module.pdb()).contains(new PdbReference("d:\\x\\a.pdb", INDEX, false));
        assertThat(module.file()).isEmpty();
        SymbolModule empty = SymbolModule.of(modules.get(1));
        assertThat(empty.imageIndex()).isEmpty();
        assertThat(empty.pdb()).isEmpty();
        assertThat(empty.dbg()).isEmpty();
    }

    @Test
    void isCompletedByTheImageThatIsFoundForIt() throws IOException {
        SymbolModule known = SymbolModule.named("C:\\app\\a.dll", Optional.empty());
        Path image = Files.write(
                root.resolve("found.dll"),
                new PeBuilder().rsds(GUID, 2, "a.pdb").build());
        SymbolModule module = known.completedBy(image);
        assertThat(module.image()).isEqualTo("C:\\app\\a.dll");
        assertThat(module.file()).contains(image);
        assertThat(module.pdb()).contains(new PdbReference("a.pdb", INDEX, false));
        PdbReference recorded = new PdbReference("r.pdb", "1", false);
        Path plain = Files.write(root.resolve("plain.dll"), new PeBuilder().build());
        assertThat(SymbolModule.named("a.dll", Optional.of(recorded))
                        .completedBy(plain)
                        .pdb())
                .contains(recorded);
    }

    private static SymbolState state(byte[] pdb) throws IOException {
        return SymbolState.ofPdb(ByteSource.of("a.pdb", pdb));
    }

    @Test
    void theStateIsThatOfThePdb() throws IOException {
        assertThat(state(new PdbBuilder().build())).isEqualTo(SymbolState.PUBLIC);
        assertThat(state(new PdbBuilder().module("m.obj", 0, 8).build())).isEqualTo(SymbolState.PRIVATE_AND_LINES);
        assertThat(state(new PdbBuilder().module("m.obj", 8, 0).build())).isEqualTo(SymbolState.PRIVATE_AND_LINES);
        assertThat(state(new PdbBuilder().dbiFlags(2).module("m.obj", 0, 8).build()))
                .isEqualTo(SymbolState.PUBLIC);
        assertThat(state(new PdbBuilder().nilDbi().build())).isEqualTo(SymbolState.PUBLIC);
        assertThat(state(new PortablePdbBuilder().id(GUID, 7).build())).isEqualTo(SymbolState.PRIVATE_AND_LINES);
        assertThat(state(new LittleEndian().text("Microsoft C/C++ MSF 7.00").toByteArray()))
                .isEqualTo(SymbolState.PUBLIC);
    }

    @Test
    void withoutPdbItIsThatOfTheImage() throws IOException {
        assertThat(SymbolState.ofImage(ByteSource.of("a.dll", new PeBuilder().build())))
                .isEqualTo(SymbolState.NONE);
        assertThat(SymbolState.ofImage(ByteSource.of("a.dll", new byte[4]))).isEqualTo(SymbolState.NONE);
    }
}
