// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds kernel dumps: headers filled with the word PAGE as Windows does, second headers, lists of drivers. */
public final class KernelDumpBuilder {
    private record Driver(String name, long base, long size, long checksum, long timestamp) {}

    private final boolean wide;
    private final List<Driver> drivers = new ArrayList<>();
    private int type = 4;
    private int machine;
    private String comment = "";
    private String bitmap = "";

    private KernelDumpBuilder(boolean wide, int machine) {
        this.wide = wide;
        this.machine = machine;
    }

    /** Starts a 64-bit dump of an x64 system. */
    public static KernelDumpBuilder bits64() {
        return new KernelDumpBuilder(true, 0x8664);
    }

    /** Starts a 32-bit dump of an x86 system. */
    public static KernelDumpBuilder bits32() {
        return new KernelDumpBuilder(false, 0x14C);
    }

    /** Sets the machine. */
    public KernelDumpBuilder machine(int value) {
        machine = value;
        return this;
    }

    /** Sets the dump type; 4 has a list of drivers. */
    public KernelDumpBuilder type(int value) {
        type = value;
        return this;
    }

    /** Sets the comment. */
    public KernelDumpBuilder comment(String value) {
        comment = value;
        return this;
    }

    /** Adds a second header with that signature, SDMP or FDMP. */
    public KernelDumpBuilder bitmap(String signature) {
        bitmap = signature;
        return this;
    }

    /** Adds a driver. */
    public KernelDumpBuilder driver(String name, long base, long size, long checksum, long timestamp) {
        drivers.add(new Driver(name, base, size, checksum, timestamp));
        return this;
    }

    /** Gives the file. */
    public byte[] build() {
        LittleEndian out = new LittleEndian().bytes(wide ? header64() : header32());
        if (!bitmap.isEmpty()) {
            byte[] bytes = page(0x38);
            ByteBuffer second = fields(bytes);
            second.put(0, bitmap.getBytes(US_ASCII)).put(4, "DUMP".getBytes(US_ASCII));
            second.putLong(0x20, 0x4000).putLong(0x28, 3).putLong(0x30, 64);
            out.bytes(bytes).bytes(new byte[8]);
        }
        if (type == 4) {
            triage(out);
        }
        return out.toByteArray();
    }

    private static byte[] page(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) "PAGE".charAt(i & 3);
        }
        return bytes;
    }

    private static ByteBuffer fields(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void putComment(ByteBuffer out, int at) {
        if (!comment.isEmpty()) {
            out.put(at, Arrays.copyOf(comment.getBytes(US_ASCII), 128));
        }
    }

    private byte[] header64() {
        byte[] bytes = page(0x2000);
        ByteBuffer out = fields(bytes);
        out.put(4, "DU64".getBytes(US_ASCII)).putInt(8, 15).putInt(12, 19041);
        out.putLong(0x10, 0x1AD000).putLong(0x20, 0xFFFFF80012345678L);
        out.putInt(0x30, machine).putInt(0x34, 8).putInt(0x38, 0x133);
        for (int i = 0; i < 4; i++) {
            out.putLong(0x40 + 8 * i, i + 1);
        }
        out.putLong(0x80, 0xFFFFF8001234ABCDL).putInt(0xF98, type).putLong(0xFA0, 0x40000);
        out.putLong(0xFA8, 0x01D50000_00000000L).putLong(0x1030, 123456789L);
        putComment(out, 0xFB0);
        return bytes;
    }

    private byte[] header32() {
        byte[] bytes = page(0x1000);
        ByteBuffer out = fields(bytes);
        out.put(4, "DUMP".getBytes(US_ASCII)).putInt(8, 15).putInt(12, 7601);
        out.putInt(0x10, 0x185000).putInt(0x18, 0x82B4A4D0);
        out.putInt(0x20, machine).putInt(0x24, 2).putInt(0x28, 0x1E);
        for (int i = 0; i < 4; i++) {
            out.putInt(0x2C + 4 * i, i + 1);
        }
        out.putInt(0x60, 0x82B2ABE8).putInt(0xF88, type).putLong(0xFA0, 0x10000);
        out.putLong(0xFB8, 987654321L).putLong(0xFC0, 0x01D40000_00000000L);
        putComment(out, 0x820);
        return bytes;
    }

    private void triage(LittleEndian out) {
        int entry = wide ? 0x90 : 0x4C;
        int block = out.size();
        int list = block + 0x80;
        int pool = list + entry * drivers.size();
        LittleEndian names = new LittleEndian();
        LittleEndian entries = new LittleEndian();
        for (Driver driver : drivers) {
            int start = entries.size();
            entries.u32(pool + names.size());
            names.u32(driver.name().length())
                    .bytes(driver.name().getBytes(UTF_16LE))
                    .u16(0)
                    .pad(8);
            if (wide) {
                entries.padTo(start + 0x38)
                        .u32(driver.base())
                        .u32(driver.base() >>> 32)
                        .padTo(start + 0x48)
                        .u32(driver.size());
                entries.padTo(start + 0x80)
                        .u32(driver.checksum())
                        .padTo(start + 0x88)
                        .u32(driver.timestamp());
            } else {
                entries.padTo(start + 0x1C)
                        .u32(driver.base())
                        .padTo(start + 0x24)
                        .u32(driver.size());
                entries.padTo(start + 0x44).u32(driver.checksum()).u32(driver.timestamp());
            }
            entries.padTo(start + entry);
        }
        int mark = pool + names.size();
        out.u32(0).u32(mark + 4).u32(mark).padTo(block + 0x30);
        out.u32(list).u32(drivers.size()).u32(pool).u32(names.size()).padTo(list);
        out.bytes(entries.toByteArray()).bytes(names.toByteArray()).text("TRGD");
    }
}
