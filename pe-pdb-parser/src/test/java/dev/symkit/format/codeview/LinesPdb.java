// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The little that these tests must know of a PDB: its modules, sections and file names. Written for good files only. */
final class LinesPdb {
    private static final int DBI_HEADER = 64;
    private static final long DBI_V50 = 19960307;

    private final MsfFile file;
    private final List<Module> modules = new ArrayList<>();
    private long[] sectionAddresses = new long[0];
    private byte[] names = new byte[0];

    /** One module; offsets count in its stream. */
    record Module(String name, String object, RandomBytes stream, long symbolsEnd, long c11End, long c13End) {
        C13Reader c13() {
            return new C13Reader(stream, c11End, c13End);
        }

        LinesReader lines() {
            return new LinesReader(stream, c11End, c13End);
        }

        LineTable table() throws IOException {
            return LineTable.read(stream, c11End, c13End);
        }

        C11Lines c11() throws IOException {
            return C11Lines.read(stream, symbolsEnd, c11End, true);
        }
    }

    private LinesPdb(MsfFile file) {
        this.file = file;
    }

    static LinesPdb open(ByteSource source) throws IOException {
        LinesPdb pdb = new LinesPdb(MsfFile.open(source));
        MsfStream dbi = pdb.file.stream(3);
        if (dbi.size() >= DBI_HEADER && dbi.cursor(0, 4).i32() == -1) {
            pdb.readModules(dbi);
            pdb.readSections(dbi);
        }
        pdb.readNames();
        return pdb;
    }

    List<Module> modules() {
        return modules;
    }

    /** Relative address of a section, 1-based; -1 if there is none. */
    long sectionAddress(int section) {
        return section >= 1 && section <= sectionAddresses.length ? sectionAddresses[section - 1] : -1;
    }

    int sectionCount() {
        return sectionAddresses.length;
    }

    /** A string of {@code /names}. */
    Name name(long offset) {
        int at = Math.toIntExact(offset);
        int end = at;
        while (names[end] != 0) {
            end++;
        }
        return Name.copyOf(names, at, end - at);
    }

    private void readModules(MsfStream dbi) throws IOException {
        boolean old = u32(dbi, 4) <= DBI_V50;
        ByteCursor in = dbi.cursor(DBI_HEADER, u32(dbi, 24));
        while (in.remaining() > 0) {
            in.skip(old ? 26 : 34);
            int number = in.u16();
            long symbols = in.u32();
            long c11 = in.u32();
            long c13 = in.u32();
            in.skip(16);
            String name = in.nulTerminated().toString();
            String object = in.nulTerminated().toString();
            in.align4();
            long c11End = symbols + c11;
            modules.add(new Module(name, object, file.stream(number), symbols, c11End, old ? c11End : c11End + c13));
        }
    }

    private void readSections(MsfStream dbi) throws IOException {
        long before = DBI_HEADER;
        for (int at : new int[] {24, 28, 32, 36, 40, 52}) {
            before += u32(dbi, at);
        }
        long size = u32(dbi, 48);
        if (size < 12) {
            return;
        }
        MsfStream headers = file.stream(dbi.cursor(before + 10, 2).u16());
        sectionAddresses = new long[(int) headers.size() / 40];
        for (int i = 0; i < sectionAddresses.length; i++) {
            sectionAddresses[i] = u32(headers, i * 40L + 12);
        }
    }

    private void readNames() throws IOException {
        MsfStream info = file.stream(1);
        if (u32(info, 0) != 20000404 || info.size() <= 32) {
            return;
        }
        ByteCursor in = info.cursor(28, info.size() - 28);
        byte[] texts = in.bytes((int) in.u32());
        long count = in.u32();
        in.skip(4);
        in.skip(4 * in.u32());
        in.skip(4 * in.u32());
        for (long i = 0; i < count; i++) {
            int at = (int) in.u32();
            int stream = (int) in.u32();
            if (new String(texts, at, texts.length - at, UTF_8).startsWith("/names\0")) {
                MsfStream table = file.stream(stream);
                names = table.cursor(12, u32(table, 8)).bytes((int) u32(table, 8));
            }
        }
    }

    private static long u32(RandomBytes stream, long offset) throws IOException {
        return stream.cursor(offset, 4).u32();
    }

    /** Gets to see one symbol record. */
    interface SymbolVisitor {
        /** The record's payload lies in {@code bytes} from {@code at} to {@code end}. */
        void visit(int kind, byte[] bytes, int at, int end, long streamOffset) throws IOException;
    }

    /** Walks the symbols of a module that are of interest. */
    static void symbols(Module module, IntPredicate kinds, SymbolVisitor visitor) throws IOException {
        if (module.symbolsEnd() == 0) {
            return;
        }
        byte[] bytes = module.stream().cursor(0, module.symbolsEnd()).bytes((int) module.symbolsEnd());
        int at = 4;
        while (at < bytes.length) {
            int length = u16(bytes, at);
            int kind = u16(bytes, at + 2);
            if (kinds.test(kind)) {
                visitor.visit(kind, bytes, at + 4, at + 2 + length, at + 4L);
            }
            at += 2 + length;
        }
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    static int i32(byte[] bytes, int at) {
        return u16(bytes, at) | u16(bytes, at + 2) << 16;
    }
}
