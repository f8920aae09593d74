// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.symbols.PdbFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens, strips and takes apart the PDBs of the tests. */
final class Pdbs {
    private static final Path SAMPLES = Path.of("..", "samples");

    private Pdbs() {}

    /** The PDBs that were built for this project. */
    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(path -> path.toString().endsWith(".pdb"))
                    .sorted()
                    .toList();
        }
    }

    static Path sample(String path) {
        return SAMPLES.resolve(path);
    }

    static PdbFile open(byte[] file) throws IOException {
        return PdbFile.open(ByteSource.of("test.pdb", file));
    }

    static StrippedPdb stripped(PdbFile pdb, StripOptions options) throws IOException {
        return StrippedPdb.of(pdb, options, Optional.empty(), () -> false, CopyListener.NONE);
    }

    static byte[] strip(PdbFile pdb, StripOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stripped(pdb, options).writeTo(out);
        return out.toByteArray();
    }

    static byte[] strip(byte[] file) throws IOException {
        return strip(open(file), StripOptions.DEFAULT);
    }

    static LeakReport repair(Path pdb, Path backup) throws IOException {
        return LeakRepair.repair(pdb, backup, () -> false);
    }

    static byte[] bytes(MsfStream stream) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(stream.size())];
        stream.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    static byte[] stream(PdbFile pdb, long number) throws IOException {
        return bytes(pdb.container().stream(Math.toIntExact(number)));
    }

    static byte[] named(PdbFile pdb, String name) throws IOException {
        return bytes(pdb.info()
                .names()
                .open(pdb.container(), Name.of(name))
                .orElseThrow(() -> new AssertionError("no stream " + name)));
    }

    static List<String> names(PdbFile pdb) throws IOException {
        return pdb.info().names().entries().stream()
                .map(entry -> entry.name().toString())
                .toList();
    }

    static List<Symbol> symbols(SymbolWalk walk) throws IOException {
        List<Symbol> symbols = new ArrayList<>();
        while (walk.next()) {
            symbols.add(walk.symbol().decode());
        }
        return symbols;
    }

    /** All publics as text, sorted: flags, section, offset, name. */
    static List<String> publics(PdbFile pdb) throws IOException {
        if (pdb.publics().isEmpty()) {
            return List.of();
        }
        return symbols(pdb.publics().get().inRecordOrder()).stream()
                .map(PublicSymbol.class::cast)
                .map(each -> each.flags() + " " + each.segment() + ":" + each.offset() + " " + each.name())
                .sorted()
                .toList();
    }
}
