// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.gsi.SymbolTables;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfWriter;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.testkit.TpiBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes a PDB of about a gigabyte: 4,096 object files with 1,600 functions of 16 bytes each, every function with variables, a public for every
 * fifth and a reference for every twentieth. Function 3 of object file 7 is {@code object7::function3}. Usage: {@code LargePdb FILE}.
 */
public final class LargePdb {
    private static final int MODULES = 4096;
    private static final int FUNCTIONS = 1600;
    private static final int BYTES = 16;
    private static final int PUBLIC_EVERY = 5;
    private static final int REFERENCE_EVERY = 20;
    private static final int VARIABLES = 3;
    private static final int FIRST_MODULE = 9;
    private static final int HEADERS = 5;
    private static final int INT = 0x74;
    private static final long CODE = 0x60000020L;
    private static final long LENGTH = (long) MODULES * FUNCTIONS * BYTES;

    private LargePdb() {}

    /** Runs the program. */
    public static void main(String[] args) throws IOException {
        List<PublicSymbol> publics = new ArrayList<>();
        List<ReferenceSymbol> references = new ArrayList<>();
        List<StreamContent> modules = new ArrayList<>();
        for (int module = 0; module < MODULES; module++) {
            for (int function = 0; function < FUNCTIONS; function += PUBLIC_EVERY) {
                Name name = Name.of("?function" + function + "@object" + module + "@@YAXXZ");
                publics.add(new PublicSymbol(SymbolKinds.S_PUB32, 2, offset(module, function), 1, name));
            }
            symbols(module, references);
            modules.add(new Module(module, symbols(module, new ArrayList<>()).size()));
        }
        SymbolTables tables = new SymbolTables(publics);
        references.forEach(tables::add);
        LittleEndianWriter info = new LittleEndianWriter().u32(20000404).u32(1).u32(1);
        info.guid(new UUID(1, 2)).u32(0).u32(0).u32(1).u32(0).u32(0).u32(0);
        byte[] types = new TpiBuilder().build();
        List<StreamContent> streams = new ArrayList<>(List.of(
                StreamContent.EMPTY,
                StreamContent.of(info),
                StreamContent.of(new LittleEndianWriter().bytes(types, 0, types.length)),
                StreamContent.of(dbi(modules)),
                StreamContent.EMPTY,
                StreamContent.of(tables.globals()),
                StreamContent.of(tables.publics()),
                StreamContent.of(tables.records()),
                StreamContent.of(section())));
        streams.addAll(modules);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])))) {
            MsfWriter.write(streams, out);
        }
    }

    private static long offset(int module, int function) {
        return ((long) module * FUNCTIONS + function) * BYTES;
    }

    /** The stream of an object file, made when it is written. */
    private record Module(int number, long size) implements StreamContent {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            symbols(number, new ArrayList<>()).writeTo(out);
        }
    }

    private static LittleEndianWriter symbols(int module, List<ReferenceSymbol> references) {
        LittleEndianWriter out = new LittleEndianWriter().u32(4);
        for (int function = 0; function < FUNCTIONS; function++) {
            Name name = Name.of("object" + module + "::function" + function);
            if (function % REFERENCE_EVERY == 0) {
                references.add(new ReferenceSymbol(SymbolKinds.S_PROCREF, 0, out.size(), module + 1, name));
            }
            int start = out.size();
            out.u16(0).u16(SymbolKinds.S_GPROC32).zeros(12).u32(BYTES).zeros(12);
            out.u32(offset(module, function)).u16(1).u8(0).nulTerminated(name);
            end(out, start);
            for (int variable = 0; variable < VARIABLES; variable++) {
                int at = out.size();
                out.u16(0)
                        .u16(SymbolKinds.S_REGREL32)
                        .u32(variable * 8L)
                        .u32(INT)
                        .u16(335);
                out.nulTerminated(Name.of("variable" + variable));
                end(out, at);
            }
            out.setU32(start + 8, out.size());
            out.u16(2).u16(SymbolKinds.S_END);
        }
        return out;
    }

    private static void end(LittleEndianWriter out, int start) {
        out.align();
        out.setU16(start, out.size() - start - 2);
    }

    private static LittleEndianWriter section() {
        LittleEndianWriter out = new LittleEndianWriter();
        out.bytes(new byte[] {'.', 't', 'e', 'x', 't', 0, 0, 0}, 0, 8)
                .u32(LENGTH)
                .u32(0x1000)
                .u32(LENGTH);
        return out.zeros(16).u32(CODE);
    }

    private static LittleEndianWriter dbi(List<StreamContent> streams) {
        LittleEndianWriter modules = new LittleEndianWriter();
        LittleEndianWriter contributions = new LittleEndianWriter().u32(0xF12EBA2DL);
        for (int i = 0; i < streams.size(); i++) {
            Name name = Name.of("object" + i + ".obj");
            modules.u32(0).u16(0xFFFF).zeros(28).u16(FIRST_MODULE + i);
            modules.u32(streams.get(i).size()).zeros(24);
            modules.nulTerminated(name).nulTerminated(name).align();
            contributions.u16(1).u16(0).u32(offset(i, 0)).u32((long) FUNCTIONS * BYTES);
            contributions.u32(CODE).u16(i).u16(0).u32(0).u32(0);
        }
        LittleEndianWriter out =
                new LittleEndianWriter().u32(0xFFFFFFFFL).u32(19990903).u32(1);
        out.u16(5).u16(0).u16(6).u16(0).u16(7).u16(0);
        out.u32(modules.size()).u32(contributions.size()).zeros(16).u32(22).u32(0);
        out.u16(0).u16(0x8664).u32(0).bytes(modules).bytes(contributions);
        for (int slot = 0; slot < 11; slot++) {
            out.u16(slot == HEADERS ? 8 : 0xFFFF);
        }
        return out;
    }
}
