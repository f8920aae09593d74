// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;

/** Builds DBI streams from parts, and PDB files with them. */
public final class DbiBuilder {
    static final long SC_V60 = 0xF12EBA2DL;
    static final long SC_V2 = 0xF13151E4L;

    private long version = 19990903;
    private byte[] modules = {};
    private byte[] contributions = {};
    private byte[] sectionMap = {};
    private byte[] fileInfo = {};
    private byte[] typeServers = {};
    private byte[] ecNames = {};
    private byte[] debugHeader = {};

    DbiBuilder version(long value) {
        version = value;
        return this;
    }

    DbiBuilder modules(LittleEndian content) {
        modules = content.toByteArray();
        return this;
    }

    DbiBuilder contributions(LittleEndian content) {
        contributions = content.toByteArray();
        return this;
    }

    DbiBuilder sectionMap(LittleEndian content) {
        sectionMap = content.toByteArray();
        return this;
    }

    DbiBuilder fileInfo(LittleEndian content) {
        fileInfo = content.toByteArray();
        return this;
    }

    DbiBuilder typeServers(LittleEndian content) {
        typeServers = content.toByteArray();
        return this;
    }

    DbiBuilder ecNames(byte[] content) {
        ecNames = content;
        return this;
    }

    DbiBuilder debugHeader(int... streams) {
        LittleEndian out = new LittleEndian();
        for (int stream : streams) {
            out.u16(stream);
        }
        debugHeader = out.toByteArray();
        return this;
    }

    /** The stream with the current header. */
    byte[] stream() {
        LittleEndian out = new LittleEndian()
                .u32(-1)
                .u32(version)
                .u32(0xFFFFFFFEL)
                .u16(5)
                .u16(0x8E10)
                .u16(6)
                .u16(27045)
                .u16(7)
                .u16(3)
                .u32(modules.length)
                .u32(contributions.length)
                .u32(sectionMap.length)
                .u32(fileInfo.length)
                .u32(typeServers.length)
                .u32(9)
                .u32(debugHeader.length)
                .u32(ecNames.length)
                .u16(5)
                .u16(0x8664)
                .u32(0);
        return out.bytes(modules)
                .bytes(contributions)
                .bytes(sectionMap)
                .bytes(fileInfo)
                .bytes(typeServers)
                .bytes(ecNames)
                .bytes(debugHeader)
                .toByteArray();
    }

    /** The stream with the header of Visual C++ 4. */
    byte[] oldStream() {
        return new LittleEndian()
                .u16(5)
                .u16(6)
                .u16(7)
                .u16(0xABCD)
                .u32(modules.length)
                .u32(contributions.length)
                .u32(sectionMap.length)
                .u32(fileInfo.length)
                .bytes(modules)
                .bytes(contributions)
                .bytes(sectionMap)
                .bytes(fileInfo)
                .toByteArray();
    }

    /** A file with the DBI stream as number 3 and more streams from 5 on. */
    static byte[] file(byte[] dbi, byte[]... more) {
        MsfBuilder msf = MsfBuilder.big(512).nil().nil().nil().stream(dbi).nil();
        for (byte[] stream : more) {
            msf.stream(stream);
        }
        return msf.build();
    }

    byte[] build(byte[]... more) {
        return file(stream(), more);
    }

    /** A contribution of 28 bytes, with garbage where nothing is. */
    static LittleEndian contribution(LittleEndian out, int section, long offset, int size, int module) {
        return out.u16(section)
                .u16(0xDEAD)
                .u32(offset)
                .u32(size)
                .u32(0x60000020)
                .u16(module)
                .u16(0xBEEF)
                .u32(11)
                .u32(0xFFFFFFFFL);
    }

    /** A contribution of the generation before, of 20 bytes. */
    static LittleEndian oldContribution(LittleEndian out, int section, long offset, int size, int module) {
        return out.u16(section)
                .u16(0xDEAD)
                .u32(offset)
                .u32(size)
                .u32(0x60000020)
                .u16(module)
                .u16(0xBEEF);
    }

    /** A module record of 64 bytes and its names. */
    static LittleEndian module(LittleEndian out, String name, String object, int stream) {
        out.u32(0xBAADF00DL);
        contribution(out, 1, 16, 32, 0);
        return out.u16(0x0703)
                .u16(stream)
                .u32(4)
                .u32(5)
                .u32(0xFFFFFFF0L)
                .u16(3)
                .u16(0x133B)
                .u32(0xBAADF00DL)
                .u32(1)
                .u32(2)
                .nulTerminated(name)
                .nulTerminated(object)
                .pad(4);
    }

    /** A module record of 48 bytes and its names. */
    static LittleEndian oldModule(LittleEndian out, String name, String object, int stream) {
        out.u32(0xBAADF00DL);
        oldContribution(out, 1, 16, 32, 0);
        return out.u16(1)
                .u16(stream)
                .u32(4)
                .u32(5)
                .u32(6)
                .u16(3)
                .u16(0x133B)
                .u32(0xBAADF00DL)
                .nulTerminated(name)
                .nulTerminated(object)
                .pad(4);
    }
}
