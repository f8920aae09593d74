// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Builds PDB files that have an identity: info stream, DBI header and module list.
 *
 * <p>Starts as a PDB 7.0 with age 1 in both streams and no module.
 */
public final class PdbBuilder {
    /** Version of the DBI stream in all current files. */
    public static final long DBI_V70 = 19990903;

    /** Version of the DBI stream with short module records. */
    public static final long DBI_V50 = 19960307;

    private static final int DBI_FIXED = 64;

    private enum Dbi {
        PRESENT,
        EMPTY,
        NIL,
        MISSING,
        OLD_HEADER
    }

    private final List<byte[]> modules = new ArrayList<>();
    private final List<byte[]> more = new ArrayList<>();
    private long version = 20000404;
    private long signature = 0x5A0BC0C6;
    private long infoAge = 1;
    private UUID guid = UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea");
    private Dbi dbi = Dbi.PRESENT;
    private long dbiVersion = DBI_V70;
    private long dbiAge = 1;
    private int dbiFlags;
    private long typesSize = 56;
    private MsfBuilder msf = MsfBuilder.big(4096);

    /** Sets the container, before any stream is added to it. */
    public PdbBuilder in(MsfBuilder container) {
        msf = container;
        return this;
    }

    /** Makes it a PDB of Visual C++ 6: MSF 2.00, no GUID. */
    public PdbBuilder pdb2() {
        version = 19970604;
        return in(MsfBuilder.small(1024));
    }

    /** Sets the version of the info stream; there is a GUID if it is above 19990604. */
    public PdbBuilder version(long value) {
        version = value;
        return this;
    }

    /** Sets the GUID. */
    public PdbBuilder guid(UUID value) {
        guid = value;
        return this;
    }

    /** Sets the signature. */
    public PdbBuilder signature(long value) {
        signature = value;
        return this;
    }

    /** Sets the age of the info stream. */
    public PdbBuilder infoAge(long value) {
        infoAge = value;
        return this;
    }

    /** Sets the age of the DBI stream. */
    public PdbBuilder dbiAge(long value) {
        dbiAge = value;
        return this;
    }

    /** Sets the flags of the DBI stream. */
    public PdbBuilder dbiFlags(int value) {
        dbiFlags = value;
        return this;
    }

    /** Sets the version of the DBI stream, before modules are added. */
    public PdbBuilder dbiVersion(long value) {
        dbiVersion = value;
        return this;
    }

    /** Makes the DBI stream one of 0 bytes. */
    public PdbBuilder emptyDbi() {
        dbi = Dbi.EMPTY;
        return this;
    }

    /** Makes the DBI stream nil. */
    public PdbBuilder nilDbi() {
        dbi = Dbi.NIL;
        return this;
    }

    /** Ends the directory before the DBI stream. */
    public PdbBuilder missingDbi() {
        dbi = Dbi.MISSING;
        return this;
    }

    /** Gives the DBI stream the header of Visual C++ 4, which does not start with -1. */
    public PdbBuilder oldDbiHeader() {
        dbi = Dbi.OLD_HEADER;
        return this;
    }

    /** Sets the bytes in the TPI stream; they are zeros. */
    public PdbBuilder typesSize(long value) {
        typesSize = value;
        return this;
    }

    /** Adds a stream after the fixed ones. */
    public PdbBuilder stream(byte[] content) {
        more.add(content);
        return this;
    }

    /**
     * Adds a module.
     *
     * @param name name of the object file
     * @param c11Lines bytes of old line information, as the record says
     * @param c13Lines bytes of line information, as the record says; short records do not have it
     */
    public PdbBuilder module(String name, long c11Lines, long c13Lines) {
        LittleEndian out = new LittleEndian();
        if (dbiVersion <= DBI_V50) {
            out.padTo(26).u16(0xFFFF).u32(0).u32(c11Lines).padTo(48);
        } else {
            out.padTo(34)
                    .u16(0xFFFF)
                    .u32(0)
                    .u32(c11Lines)
                    .u32(c13Lines)
                    .u16(0)
                    .u16(0x133B)
                    .padTo(64);
        }
        modules.add(out.nulTerminated(name).nulTerminated("").pad(4).toByteArray());
        return this;
    }

    /** Gives the DBI stream as it will be. */
    public byte[] dbiStream() {
        LittleEndian list = new LittleEndian();
        modules.forEach(list::bytes);
        LittleEndian out = new LittleEndian();
        if (dbi == Dbi.OLD_HEADER) {
            return out.u16(1)
                    .u16(2)
                    .u16(3)
                    .u16(0)
                    .u32(list.size())
                    .padTo(24)
                    .bytes(list.toByteArray())
                    .toByteArray();
        }
        out.u32(0xFFFFFFFFL)
                .u32(dbiVersion)
                .u32(dbiAge)
                .padTo(24)
                .u32(list.size())
                .padTo(56);
        return out.u16(dbiFlags)
                .u16(0x8664)
                .padTo(DBI_FIXED)
                .bytes(list.toByteArray())
                .toByteArray();
    }

    /** Gives the container with all streams in it. */
    public MsfBuilder msf() {
        LittleEndian info = new LittleEndian().u32(version).u32(signature).u32(infoAge);
        if (version > 19990604) {
            info.guid(guid).u32(0).u32(0).u32(1).u32(0).u32(0).u32(0);
        }
        msf.stream(new byte[0]).stream(info.toByteArray()).zeros(typesSize);
        switch (dbi) {
            case PRESENT, OLD_HEADER -> msf.stream(dbiStream());
            case EMPTY -> msf.stream(new byte[0]);
            case NIL -> msf.nil();
            case MISSING -> {
                return msf;
            }
        }
        more.forEach(msf::stream);
        return msf;
    }

    /** Gives the file; a builder makes one file. */
    public byte[] build() {
        return msf().build();
    }
}
