// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.List;

/**
 * Header of a kernel dump, 0x2000 bytes (64-bit) or 0x1000 (32-bit).
 *
 * <p>64-bit: {@code PAGEDU64}, u32 major, u32 minor version, from 0x10 u64 page directory, page frame database, module list, process
 * list, 0x30 u32 machine, u32 processors, u32 bug-check code, 0x40 four u64 parameters, 0x80 u64 debugger data, 0xF98 u32 dump type,
 * 0xFA0 i64 size, 0xFA8 u64 system time, 0xFB0 comment, 0x1030 u64 up-time. 32-bit: {@code PAGEDUMP}, the same fields as u32 without
 * padding, 0x60 debugger data, 0x820 comment, 0xF88 dump type, 0xFA0 size, 0xFB8 up-time, 0xFC0 system time. Source: the kernel-dump
 * parsers kdmp-parser (64-bit), Rekall and Volatility (32-bit).
 *
 * @param bits 32 or 64
 * @param major 0xF for a free build, 0xC for a checked one; unsigned 32-bit
 * @param build build of the system, unsigned 32-bit
 * @param directoryTable physical address of the page directory
 * @param moduleList address of {@code PsLoadedModuleList}
 * @param machine machine as in image headers; 0x14C, 0x8664, 0xAA64 and so on
 * @param processors how many there are, unsigned 32-bit
 * @param bugCheck code of the bug check, unsigned 32-bit
 * @param parameters its four parameters
 * @param debuggerData address of {@code KdDebuggerDataBlock}
 * @param dumpType see {@link KernelDumpType}; unsigned 32-bit
 * @param requiredSize bytes that the whole dump has
 * @param systemTime 100 ns since 1601
 * @param upTime 100 ns since the start of the system
 * @param comment text of the writer
 */
public record KernelDumpHeader(
        int bits,
        long major,
        long build,
        long directoryTable,
        long moduleList,
        long machine,
        long processors,
        long bugCheck,
        List<Long> parameters,
        long debuggerData,
        long dumpType,
        long requiredSize,
        long systemTime,
        long upTime,
        String comment) {
    static final int PAGE = 0x45474150;
    static final int DUMP = 0x504D5544;
    static final int DU64 = 0x34365544;
    static final int SIZE_32 = 0x1000;
    static final int SIZE_64 = 0x2000;
    private static final int COMMENT = 128;

    /** Copies the list. */
    public KernelDumpHeader {
        parameters = List.copyOf(parameters);
    }

    /** What sort of dump it is. */
    public KernelDumpType type() {
        return KernelDumpType.of(dumpType);
    }

    /** Bytes of the header; what follows depends on the type. */
    public int size() {
        return bits == 64 ? SIZE_64 : SIZE_32;
    }

    static KernelDumpHeader decode64(ByteCursor in) throws FormatException {
        in.skip(8);
        long major = in.u32();
        long build = in.u32();
        long directoryTable = in.i64();
        in.skip(8);
        long moduleList = in.i64();
        in.skip(8);
        long machine = in.u32();
        long processors = in.u32();
        long bugCheck = in.u32();
        in.skip(4);
        List<Long> parameters = List.of(in.i64(), in.i64(), in.i64(), in.i64());
        in.skip(0x80 - in.position());
        long debuggerData = in.i64();
        in.skip(0xF98 - in.position());
        long dumpType = in.u32();
        in.skip(4);
        long requiredSize = in.i64();
        long systemTime = in.i64();
        String comment = comment(in);
        long upTime = in.i64();
        return new KernelDumpHeader(
                64,
                major,
                build,
                directoryTable,
                moduleList,
                machine,
                processors,
                bugCheck,
                parameters,
                debuggerData,
                dumpType,
                requiredSize,
                systemTime,
                upTime,
                comment);
    }

    static KernelDumpHeader decode32(ByteCursor in) throws FormatException {
        in.skip(8);
        long major = in.u32();
        long build = in.u32();
        long directoryTable = in.u32();
        in.skip(4);
        long moduleList = in.u32();
        in.skip(4);
        long machine = in.u32();
        long processors = in.u32();
        long bugCheck = in.u32();
        List<Long> parameters = List.of(in.u32(), in.u32(), in.u32(), in.u32());
        in.skip(0x60 - in.position());
        long debuggerData = in.u32();
        in.skip(0x820 - in.position());
        String comment = comment(in);
        in.skip(0xF88 - in.position());
        long dumpType = in.u32();
        in.skip(0xFA0 - in.position());
        long requiredSize = in.i64();
        in.skip(0xFB8 - in.position());
        long upTime = in.i64();
        long systemTime = in.i64();
        return new KernelDumpHeader(
                32,
                major,
                build,
                directoryTable,
                moduleList,
                machine,
                processors,
                bugCheck,
                parameters,
                debuggerData,
                dumpType,
                requiredSize,
                systemTime,
                upTime,
                comment);
    }

    /** A header that was never filled is full of the word PAGE, which is no comment. */
    private static String comment(ByteCursor in) throws FormatException {
        byte[] bytes = in.bytes(COMMENT);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length && bytes[i] != 0; i++) {
            text.append((char) (bytes[i] & 0xFF));
        }
        return text.toString().startsWith("PAGEPAGE") ? "" : text.toString();
    }
}
