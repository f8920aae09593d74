// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Makes small cabinets. Folders, their blocks and their files are added in order; a block or file belongs to the last folder. */
public final class CabBuilder {
    /** Type of a folder whose blocks are the data. */
    public static final int STORED = 0;

    /** Type of a folder with MSZIP. */
    public static final int MSZIP = 1;

    /** Type of a folder with Quantum. */
    public static final int QUANTUM = 0x0472;

    private static final int BLOCK = 32768;

    private final List<Folder> folders = new ArrayList<>();
    private final List<Entry> files = new ArrayList<>();
    private int flags;
    private int index;
    private int headerReserve = -1;
    private int folderReserve;
    private int dataReserve;
    private boolean checksums = true;

    private record Block(List<Byte> data, int size) {}

    private record Folder(int type, List<Block> blocks) {}

    private record Entry(int folder, String name, long offset, long size, int attributes) {}

    /** Type of a folder with LZX. */
    public static int lzx(int windowBits) {
        return 3 | windowBits << 8;
    }

    /** Adds a folder. */
    public CabBuilder folder(int type) {
        folders.add(new Folder(type, new ArrayList<>()));
        return this;
    }

    /** Adds a block to the last folder. */
    public CabBuilder block(byte[] data, int size) {
        List<Byte> bytes = new ArrayList<>(data.length);
        for (byte b : data) {
            bytes.add(b);
        }
        folders.get(folders.size() - 1).blocks().add(new Block(List.copyOf(bytes), size));
        return this;
    }

    /** Adds the blocks of an LZX stream to the last folder. */
    public CabBuilder blocks(LzxBuilder lzx) {
        lzx.build().forEach(frame -> block(frame.bytes(), frame.size()));
        return this;
    }

    /** Adds content to the last folder, as MSZIP blocks. */
    public CabBuilder mszip(byte[] content) {
        for (int at = 0; at < content.length; at += BLOCK) {
            int size = Math.min(BLOCK, content.length - at);
            block(mszipBlock(content, at, size), size);
        }
        return this;
    }

    /** One MSZIP block, with the 32 KiB before it as dictionary. */
    public static byte[] mszipBlock(byte[] content, int at, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('C');
        out.write('K');
        Deflater deflater = new Deflater(9, true);
        int dictionary = Math.min(at, BLOCK);
        if (dictionary > 0) {
            deflater.setDictionary(content, at - dictionary, dictionary);
        }
        deflater.setInput(content, at, size);
        deflater.finish();
        byte[] buffer = new byte[BLOCK];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Adds a file of the last folder. */
    public CabBuilder file(String name, long offset, long size) {
        return file(name, offset, size, 0x20);
    }

    /** Adds a file of the last folder, with attributes; the name is written in UTF-8. */
    public CabBuilder file(String name, long offset, long size, int attributes) {
        files.add(new Entry(folders.size() - 1, name, offset, size, attributes));
        return this;
    }

    /** Adds a file that claims to lie in another folder than the last. */
    public CabBuilder fileIn(int folder, String name, long size) {
        files.add(new Entry(folder, name, 0, size, 0x20));
        return this;
    }

    /** Marks the cabinet as part of a set: flag 1 with one before it, flag 2 with one after it. */
    public CabBuilder set(int setFlags, int setIndex) {
        flags |= setFlags;
        index = setIndex;
        return this;
    }

    /** Adds reserved bytes to the header, each folder and each block. */
    public CabBuilder reserve(int header, int folder, int data) {
        flags |= 4;
        headerReserve = header;
        folderReserve = folder;
        dataReserve = data;
        return this;
    }

    /** Leaves the checksums zero. */
    public CabBuilder noChecksums() {
        checksums = false;
        return this;
    }

    /** The cabinet. */
    public byte[] build() {
        int names = Integer.bitCount(flags & 3) * 4;
        int tables = 36 + (headerReserve < 0 ? 0 : 4 + headerReserve) + names;
        int filesAt = tables + folders.size() * (8 + folderReserve);
        int dataAt = filesAt;
        for (Entry file : files) {
            dataAt += 16 + file.name().getBytes(UTF_8).length + 1;
        }
        int size = dataAt;
        for (Folder folder : folders) {
            size += folderSize(folder);
        }
        LittleEndian out = header(size, filesAt);
        for (Folder folder : folders) {
            out.u32(dataAt).u16(folder.blocks().size()).u16(folder.type()).bytes(filled(folderReserve));
            dataAt += folderSize(folder);
        }
        for (Entry file : files) {
            out.u32(file.size())
                    .u32(file.offset())
                    .u16(file.folder())
                    .u16(0x5C7F)
                    .u16(0x4A31);
            out.u16(file.attributes()).nulTerminated(file.name());
        }
        for (Folder folder : folders) {
            folder.blocks().forEach(block -> write(out, block));
        }
        return out.toByteArray();
    }

    private LittleEndian header(int size, int filesAt) {
        LittleEndian out = new LittleEndian()
                .text("MSCF")
                .u32(0)
                .u32(size)
                .u32(0)
                .u32(filesAt)
                .u32(0)
                .u8(3)
                .u8(1);
        out.u16(folders.size()).u16(files.size()).u16(flags).u16(0).u16(index);
        if (headerReserve >= 0) {
            out.u16(headerReserve).u8(folderReserve).u8(dataReserve).bytes(filled(headerReserve));
        }
        for (int flag = 1; flag <= 2; flag++) {
            if ((flags & flag) != 0) {
                out.nulTerminated("x").nulTerminated("y");
            }
        }
        return out;
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x5A);
        return bytes;
    }

    private int folderSize(Folder folder) {
        return folder.blocks().stream()
                .mapToInt(block -> 8 + dataReserve + block.data().size())
                .sum();
    }

    private void write(LittleEndian out, Block block) {
        byte[] data = new byte[block.data().size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = block.data().get(i);
        }
        byte[] fields = new LittleEndian()
                .u16(data.length)
                .u16(block.size())
                .bytes(filled(dataReserve))
                .toByteArray();
        out.u32(checksums ? sum(fields, sum(data, 0)) : 0).bytes(fields).bytes(data);
    }

    /** The checksum of the format, one byte after the other. */
    private static long sum(byte[] bytes, long seed) {
        long sum = seed;
        int whole = bytes.length & ~3;
        for (int i = 0; i < whole; i++) {
            sum ^= (bytes[i] & 0xFFL) << (8 * (i & 3));
        }
        for (int i = whole; i < bytes.length; i++) {
            sum ^= (bytes[i] & 0xFFL) << (8 * (bytes.length - 1 - i));
        }
        return sum;
    }
}
