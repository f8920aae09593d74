// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * A clean PDB of 512-byte pages into which leaks are put. Page 3 is that of the old directory, 4 the info stream, 5 TPI, 6 DBI with one
 * module and one contribution; the symbol records start at page 7, a page of no stream follows them, then the directory and its map.
 */
final class LeakyPdb {
    static final int PAGE = 512;
    static final int INFO_SIZE = 52;
    static final int DBI = 6 * PAGE;
    static final int MODULE = 64;
    static final int CONTRIBUTION = MODULE + 76 + 4;
    static final int DBI_SIZE = CONTRIBUTION + 28;
    static final int SYMBOLS = 7 * PAGE;
    static final int SYMBOL_STREAM = 5;

    private final byte[] bytes;
    private final int symbolPages;

    private LeakyPdb(byte[] symbols, int symbolStream) {
        bytes =
                MsfBuilder.big(PAGE).zeros(PAGE).stream(info()).stream(new byte[56]).stream(dbi(symbolStream)).stream(
                                new byte[0])
                        .stream(symbols)
                        .zeros(PAGE)
                        .build();
        symbolPages = (symbols.length + PAGE - 1) / PAGE;
        free();
    }

    static LeakyPdb clean() {
        return withSymbols(symbol(SymbolKinds.S_PUB32, "name", 0));
    }

    static LeakyPdb withSymbols(LittleEndian symbols) {
        return new LeakyPdb(symbols.toByteArray(), SYMBOL_STREAM);
    }

    static LeakyPdb withSymbolStream(int number) {
        return new LeakyPdb(new byte[0], number);
    }

    /** A record with ten bytes before its name; the bytes behind the name hold 0x11, 0x12 and so on, at least {@code tail}. */
    static LittleEndian symbol(int kind, String name, int tail) {
        LittleEndian body = new LittleEndian().u16(kind).padTo(12).nulTerminated(name);
        int leak = 0x11;
        for (int left = tail; left > 0; left--) {
            body.u8(leak++);
        }
        while (tail > 0 && (body.size() + 2) % 4 != 0) {
            body.u8(leak++);
        }
        while ((body.size() + 2) % 4 != 0) {
            body.u8(0);
        }
        return new LittleEndian().u16(body.size()).bytes(body.toByteArray());
    }

    private static byte[] info() {
        return new LittleEndian()
                .u32(20000404)
                .u32(0x5A0BC0C6)
                .u32(1)
                .guid(UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea"))
                .padTo(INFO_SIZE)
                .toByteArray();
    }

    private static byte[] dbi(int symbolStream) {
        LittleEndian out = new LittleEndian().u32(0xFFFFFFFFL).u32(19990903).u32(1);
        out.u16(0xFFFF).u16(0).u16(0xFFFF).u16(0).u16(symbolStream).u16(0);
        out.u32(76).u32(32).padTo(MODULE);
        out.padTo(MODULE + 34)
                .u16(0xFFFF)
                .padTo(MODULE + 64)
                .nulTerminated("a.obj")
                .nulTerminated("a.obj");
        return out.u32(0xF12EBA2DL).padTo(DBI_SIZE).toByteArray();
    }

    /** Makes the last stream nil, and its page one of no stream. */
    private void free() {
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(directory() + 4 + 4 * 6, -1);
        out.putInt(directory() + directorySize(), 0);
    }

    int freePage() {
        return SYMBOLS + symbolPages * PAGE;
    }

    int directory() {
        return freePage() + PAGE;
    }

    /** Count, sizes of 7 streams, and pages: of the old directory, of three streams, of the symbols. */
    int directorySize() {
        return 4 * (1 + 7 + 4 + symbolPages);
    }

    /** Puts text somewhere into the file. */
    LeakyPdb leak(int position, String text) {
        byte[] content = text.getBytes(ISO_8859_1);
        System.arraycopy(content, 0, bytes, position, content.length);
        return this;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    LeakReport inspect() throws IOException {
        return LeakDetector.inspect(ByteSource.of("leaky.pdb", bytes));
    }
}
