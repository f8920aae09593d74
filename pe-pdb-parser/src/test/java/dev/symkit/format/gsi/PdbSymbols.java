// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.ByteWindow;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The streams of a PDB that hold symbols; knows no more of the DBI stream than tests need. */
final class PdbSymbols {
    private static final int HEADER = 64;
    private static final int MODULE = 64;
    private static final long MINI = 0x494E494D;

    private final MsfFile msf;
    private final List<Module> modules = new ArrayList<>();
    private int globals = 0xFFFF;
    private int publics = 0xFFFF;
    private int records = 0xFFFF;

    /**
     * A module with symbols.
     *
     * @param index its number, from 0
     * @param stream its stream
     * @param end offset of the first byte behind its symbols
     */
    record Module(int index, MsfStream stream, long end) {
        SymbolReader symbols() throws IOException {
            return new SymbolReader(stream, 4, end);
        }
    }

    private PdbSymbols(MsfFile msf) {
        this.msf = msf;
    }

    static PdbSymbols open(ByteSource source) throws IOException {
        PdbSymbols result = new PdbSymbols(MsfFile.open(source));
        MsfStream dbi = result.msf.stream(3);
        if (dbi.size() > 0) {
            result.readDbi(dbi);
        }
        return result;
    }

    private void readDbi(MsfStream dbi) throws IOException {
        ByteCursor in = dbi.cursor(0, HEADER);
        in.skip(12);
        globals = in.u16();
        in.skip(2);
        publics = in.u16();
        in.skip(2);
        records = in.u16();
        in.skip(2);
        long size = in.u32();
        if (size > dbi.size() - HEADER) {
            throw in.error(FormatException.Kind.BAD_VALUE, "a module list of " + size + " bytes");
        }
        ByteWindow window = new ByteWindow(dbi, HEADER, HEADER + size);
        for (int index = 0; !window.atEnd(); index++) {
            ByteCursor module = window.take(MODULE);
            module.skip(34);
            int stream = module.u16();
            long symbols = module.u32();
            window.skipText();
            window.skipText();
            window.align4();
            if (stream != 0xFFFF && symbols > 4) {
                modules.add(new Module(index, msf.stream(stream), symbols));
            }
        }
    }

    List<Module> modules() {
        return modules;
    }

    SymbolRecords records() throws IOException {
        return new SymbolRecords(msf.stream(records));
    }

    GlobalsStream globals() throws IOException {
        return GlobalsStream.open(msf.stream(globals), records(), mini());
    }

    PublicsStream publics() throws IOException {
        return PublicsStream.open(msf.stream(publics), records(), mini());
    }

    /** Whether the mark of a mini PDB is among the last words of the info stream. */
    private boolean mini() throws IOException {
        MsfStream info = msf.stream(1);
        for (long at = info.size() - 4; at >= 0 && at >= info.size() - 16; at -= 4) {
            if (info.cursor(at, 4).u32() == MINI) {
                return true;
            }
        }
        return false;
    }

    /** Reads everything; gives the number of symbols. */
    long readAll() throws IOException {
        long count = GsiWalks.globals(msf.stream(globals), records(), mini())
                + GsiWalks.publics(msf.stream(publics), records(), mini());
        for (Module module : modules) {
            SymbolReader reader = module.symbols();
            ScopeTracker scopes = new ScopeTracker(module.stream().origin());
            while (reader.next()) {
                count += reader.nameLength() >= 0 ? 1 : 0;
                reader.decode();
                scopes.enter(reader);
            }
        }
        return count;
    }
}
