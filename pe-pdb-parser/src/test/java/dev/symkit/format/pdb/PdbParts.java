// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the parts of a PDB that this package reads: info stream with names, string tables, a file with named streams. */
public final class PdbParts {
    private static final int FIRST_STREAM = 5;

    private final Map<String, byte[]> streams = new LinkedHashMap<>();
    private final List<Long> features = new ArrayList<>();

    /** Adds a named stream; the first one is number 5. */
    public PdbParts named(String name, byte[] content) {
        streams.put(name, content);
        return this;
    }

    /** Adds a feature code. */
    public PdbParts feature(long code) {
        features.add(code);
        return this;
    }

    /** The info stream. */
    public byte[] infoStream() {
        LittleEndian out = new LittleEndian().u32(20000404).u32(1).u32(1).padTo(28);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            numbers.add(FIRST_STREAM + i);
        }
        names(out, List.copyOf(streams.keySet()), numbers);
        features.forEach(out::u32);
        return out.toByteArray();
    }

    /** Adds a map of named streams, whose slots are all in use. */
    static void names(LittleEndian out, List<String> names, List<Integer> numbers) {
        LittleEndian text = new LittleEndian();
        List<Integer> offsets = new ArrayList<>();
        for (String name : names) {
            offsets.add(text.size());
            text.nulTerminated(name);
        }
        out.u32(text.size()).bytes(text.toByteArray());
        slots(out, names.size());
        for (int i = 0; i < names.size(); i++) {
            out.u32(offsets.get(i)).u32(numbers.get(i));
        }
        out.u32(0);
    }

    /** Adds the head of a hash map without free slots. */
    static void slots(LittleEndian out, int count) {
        int words = (count + 31) / 32;
        out.u32(count).u32(Math.max(1, count)).u32(words);
        for (int i = 0; i < words; i++) {
            int bits = Math.min(32, count - 32 * i);
            out.u32(bits == 32 ? -1 : (1L << bits) - 1);
        }
        out.u32(0);
    }

    /** A string table that holds strings in the given order and is hashed as the version says. */
    public static byte[] stringTable(int version, String... strings) {
        LittleEndian text = new LittleEndian().u8(0);
        int buckets = strings.length * 3 / 2 + 1;
        long[] table = new long[buckets];
        for (String string : strings) {
            byte[] bytes = string.getBytes(UTF_8);
            int hash = version == 2 ? PdbHash.hashV2(bytes, 0, bytes.length) : PdbHash.hashV1(bytes, 0, bytes.length);
            int slot = Integer.remainderUnsigned(hash, buckets);
            while (table[slot] != 0) {
                slot = (slot + 1) % buckets;
            }
            table[slot] = text.size();
            text.nulTerminated(string);
        }
        LittleEndian out = new LittleEndian()
                .u32(0xEFFEEFFEL)
                .u32(version)
                .u32(text.size())
                .bytes(text.toByteArray())
                .u32(buckets);
        for (long offset : table) {
            out.u32(offset);
        }
        return out.u32(strings.length).toByteArray();
    }

    /** The file: an empty old directory, the info stream, three empty streams, then the named ones. */
    public byte[] build() {
        MsfBuilder msf = MsfBuilder.big(512).stream(new byte[0]).stream(infoStream())
                .nil()
                .nil()
                .nil();
        streams.values().forEach(msf::stream);
        return msf.build();
    }
}
