// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The streams of a PDB, to change some and put them into another container. */
final class PdbStreams {
    static final int DBI = 3;
    private static final int PAGE = 4096;
    private static final int FIRST_MODULE = 64;
    private static final int MODULES = 24;
    private static final int FILE_INFO = 36;
    private static final int DEBUG_HEADER_SIZE = 48;

    private final List<byte[]> streams = new ArrayList<>();

    static PdbStreams of(PdbFile pdb) throws IOException {
        PdbStreams copy = new PdbStreams();
        for (int number = 0; number < pdb.container().streamCount(); number++) {
            copy.streams.add(number == 0 ? new byte[0] : Pdbs.stream(pdb, number));
        }
        return copy;
    }

    byte[] get(int number) {
        return streams.get(number);
    }

    /** The bytes of a stream, to change them. */
    ByteBuffer edit(int number) {
        return ByteBuffer.wrap(streams.get(number)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Gives the first module these symbols, and no lines; the records come without the signature. */
    PdbStreams firstModule(byte[] records) {
        ByteBuffer dbi = edit(DBI);
        int stream = dbi.getShort(FIRST_MODULE + 34) & 0xFFFF;
        dbi.putInt(FIRST_MODULE + 36, 4 + records.length);
        dbi.putInt(FIRST_MODULE + 40, 0).putInt(FIRST_MODULE + 44, 0);
        streams.set(stream, new LittleEndian().u32(4).bytes(records).u32(0).toByteArray());
        return this;
    }

    /** Adds slots for no stream to the debug header. */
    PdbStreams moreSlots(int count) {
        byte[] dbi = get(DBI);
        byte[] longer = Arrays.copyOf(dbi, dbi.length + 2 * count);
        Arrays.fill(longer, dbi.length, longer.length, (byte) 0xFF);
        streams.set(DBI, longer);
        ByteBuffer in = edit(DBI);
        in.putInt(DEBUG_HEADER_SIZE, in.getInt(DEBUG_HEADER_SIZE) + 2 * count);
        return this;
    }

    /** Gives the first and the second module so many source files; their number wraps at 65,536 where the format has 16 bits for it. */
    PdbStreams files(int first, int second) {
        ByteBuffer dbi = edit(DBI);
        int modules = dbi.getShort(start(dbi, FILE_INFO)) & 0xFFFF;
        LittleEndian info = new LittleEndian().u16(modules).u16((first + second) & 0xFFFF);
        for (int i = 0; i < modules; i++) {
            info.u16(i == 0 ? 0 : (i == 1 ? first : first + second) & 0xFFFF);
        }
        for (int i = 0; i < modules; i++) {
            info.u16(i == 0 ? first : i == 1 ? second : 0);
        }
        LittleEndian names = new LittleEndian();
        for (int i = 0; i < first + second; i++) {
            info.u32(names.size());
            names.nulTerminated("secret\\" + i + ".cpp");
        }
        return part(FILE_INFO, info.bytes(names.toByteArray()).pad(4).toByteArray());
    }

    /** Offset of a part, whose size stands at an offset in the header; the parts are in the order of their sizes. */
    private static int start(ByteBuffer dbi, int sizeAt) {
        int at = FIRST_MODULE;
        for (int part = MODULES; part < sizeAt; part += 4) {
            at += dbi.getInt(part);
        }
        return at;
    }

    private PdbStreams part(int sizeAt, byte[] content) {
        ByteBuffer dbi = edit(DBI);
        int start = start(dbi, sizeAt);
        int end = start + dbi.getInt(sizeAt);
        LittleEndian all = new LittleEndian().bytes(Arrays.copyOf(get(DBI), start));
        all.bytes(content).bytes(Arrays.copyOfRange(get(DBI), end, dbi.limit()));
        streams.set(DBI, all.toByteArray());
        edit(DBI).putInt(sizeAt, content.length);
        return this;
    }

    /** Adds a stream and puts its number into a slot of the debug header, which must end the DBI stream. */
    PdbStreams slot(int slot, byte[] content) {
        streams.add(content);
        ByteBuffer dbi = edit(DBI);
        int start = dbi.limit() - dbi.getInt(DEBUG_HEADER_SIZE);
        dbi.putShort(start + 2 * slot, (short) (streams.size() - 1));
        return this;
    }

    PdbFile open() throws IOException {
        return open(PAGE);
    }

    PdbFile open(int pageSize) throws IOException {
        return Pdbs.open(build(pageSize));
    }

    byte[] build(int pageSize) {
        MsfBuilder msf = MsfBuilder.big(pageSize);
        streams.forEach(msf::stream);
        return msf.build();
    }
}
