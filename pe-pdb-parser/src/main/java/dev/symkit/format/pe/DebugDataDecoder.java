// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.rva.RvaTable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Decodes the data of every debug type but CodeView. */
final class DebugDataDecoder {
    private static final int MPDB = 0x4244504D;
    private static final int R2RM = 0x4D523252;

    private DebugDataDecoder() {}

    static DebugData decode(long type, ByteCursor in) throws FormatException {
        if (type < 0 || type > Integer.MAX_VALUE || (in.remaining() == 0 && type != DebugEntry.REPRO)) {
            return raw(type, in);
        }
        return switch ((int) type) {
            case DebugEntry.COFF -> coff(in);
            case DebugEntry.FPO -> new DebugData.Fpo(RvaTable.of(in, FpoData.BYTES, FpoData::decode));
            case DebugEntry.MISC -> misc(in);
            case DebugEntry.OMAP_TO_SRC, DebugEntry.OMAP_FROM_SRC ->
                new DebugData.Omap(type == DebugEntry.OMAP_FROM_SRC, OmapTable.of(in));
            case DebugEntry.VC_FEATURE -> vcFeature(in);
            case DebugEntry.POGO -> pogo(in);
            case DebugEntry.REPRO -> repro(in);
            case DebugEntry.EMBEDDED_PORTABLE_PDB -> embedded(in);
            case DebugEntry.PDB_CHECKSUM -> new DebugData.PdbChecksum(utf8(in), rest(in));
            case DebugEntry.EX_DLL_CHARACTERISTICS -> new DebugData.ExDllCharacteristics(in.u32());
            case DebugEntry.R2R_PERFMAP -> perfMap(in);
            default -> raw(type, in);
        };
    }

    private static DebugData raw(long type, ByteCursor in) throws FormatException {
        return new DebugData.Raw(type, rest(in));
    }

    private static Slice rest(ByteCursor in) throws FormatException {
        return in.raw(in.remaining());
    }

    private static DebugData coff(ByteCursor in) throws FormatException {
        return new DebugData.CoffSymbols(
                in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32());
    }

    private static DebugData misc(ByteCursor in) throws FormatException {
        long dataType = in.u32();
        in.skip(4);
        boolean unicode = in.u8() != 0;
        in.skip(3);
        if (!unicode) {
            return new DebugData.Misc(dataType, false, utf8(in));
        }
        String text = new String(in.bytes(in.remaining() & ~1), UTF_16LE);
        int end = text.indexOf('\0');
        return new DebugData.Misc(dataType, true, end < 0 ? text : text.substring(0, end));
    }

    private static DebugData vcFeature(ByteCursor in) throws FormatException {
        return new DebugData.VcFeature(in.u32(), count(in), count(in), count(in), count(in));
    }

    private static long count(ByteCursor in) throws FormatException {
        return in.remaining() < 4 ? 0 : in.u32();
    }

    private static DebugData pogo(ByteCursor in) throws FormatException {
        int signature = in.i32();
        List<DebugData.PogoPart> parts = new ArrayList<>();
        while (in.remaining() > 8) {
            long rva = in.u32();
            long size = in.u32();
            parts.add(new DebugData.PogoPart(rva, size, utf8(in)));
            in.skip(Math.min(-in.position() & 3, in.remaining()));
        }
        return new DebugData.Pogo(signature, parts);
    }

    private static DebugData repro(ByteCursor in) throws FormatException {
        if (in.remaining() < 4) {
            return new DebugData.Repro(rest(in));
        }
        long length = in.u32();
        if (length > in.remaining()) {
            throw in.error(
                    FormatException.Kind.TRUNCATED,
                    "a hash of " + length + " bytes exceeds the " + in.remaining() + " left");
        }
        return new DebugData.Repro(in.raw((int) length));
    }

    private static DebugData embedded(ByteCursor in) throws FormatException {
        magic(in, MPDB, "an embedded portable PDB does not start with MPDB");
        long size = in.u32();
        Origin where = in.origin();
        return new DebugData.EmbeddedPortablePdb(where, size, rest(in));
    }

    private static DebugData perfMap(ByteCursor in) throws FormatException {
        magic(in, R2RM, "a map of precompiled methods does not start with R2RM");
        UUID signature = in.guid();
        return new DebugData.R2rPerfMap(signature, in.u32(), utf8(in));
    }

    private static void magic(ByteCursor in, int expected, String problem) throws FormatException {
        FormatException wrong = in.error(FormatException.Kind.BAD_MAGIC, problem);
        if (in.i32() != expected) {
            throw wrong;
        }
    }

    /** Reads text up to a NUL, or to the end of the data if there is none. */
    private static String utf8(ByteCursor in) throws FormatException {
        int length = in.lengthToNul();
        String text = new String(in.bytes(length < 0 ? in.remaining() : length), UTF_8);
        if (length >= 0) {
            in.skip(1);
        }
        return text;
    }
}
