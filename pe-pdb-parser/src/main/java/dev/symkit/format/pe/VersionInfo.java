// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A version resource. Blocks of u16 length, u16 value length, u16 1 for text, UTF-16 key ended by NUL, padding to a multiple of four,
 * value, padding, children. The root's key is {@code VS_VERSION_INFO} and its value {@link Fixed}; below {@code StringFileInfo} are
 * tables of texts. Source: the VERSIONINFO structures as documented.
 *
 * @param fixed the fixed part, if there is one
 * @param strings the texts of all tables in order
 */
public record VersionInfo(Optional<Fixed> fixed, List<Text> strings) {
    /** Copies the list. */
    public VersionInfo {
        strings = List.copyOf(strings);
    }

    /**
     * The fixed part, 52 bytes: u32 0xFEEF04BD, u32 version of the structure, file version (u32 high and low half), product version,
     * u32 mask, u32 flags, u32 system, u32 type, u32 sub-type, date.
     *
     * @param fileVersion four numbers of 16 bits, the most significant first
     * @param productVersion four numbers of 16 bits
     * @param flags flags that are valid, for example 1 for a debug build
     * @param system system it is made for
     * @param type 1 program, 2 DLL, 3 driver
     */
    public record Fixed(FileVersion fileVersion, FileVersion productVersion, long flags, long system, long type) {
        /** Signature of the structure. */
        public static final int SIGNATURE = 0xFEEF04BD;

        /** Bytes of the structure. */
        public static final int SIZE = 52;

        /**
         * Decodes the structure.
         *
         * @param in at least {@link #SIZE} bytes
         * @return the fixed part, or empty if the signature is wrong
         * @throws FormatException {@code TRUNCATED} if there are fewer bytes
         */
        public static Optional<Fixed> decode(ByteCursor in) throws FormatException {
            int signature = in.i32();
            in.skip(4);
            FileVersion file = FileVersion.decode(in);
            FileVersion product = FileVersion.decode(in);
            long mask = in.u32();
            Fixed fixed = new Fixed(file, product, in.u32() & mask, in.u32(), in.u32());
            in.skip(12);
            return signature == SIGNATURE ? Optional.of(fixed) : Optional.empty();
        }
    }

    /**
     * A version of four numbers.
     *
     * @param major first number
     * @param minor second number
     * @param build third number
     * @param revision fourth number
     */
    public record FileVersion(int major, int minor, int build, int revision) {
        static FileVersion decode(ByteCursor in) throws FormatException {
            int minor = in.u16();
            int major = in.u16();
            int revision = in.u16();
            return new FileVersion(major, minor, in.u16(), revision);
        }

        /** The numbers with dots. */
        @Override
        public String toString() {
            return major + "." + minor + "." + build + "." + revision;
        }
    }

    /**
     * One text.
     *
     * @param table language and code page of its table, eight hexadecimal digits
     * @param key for example {@code FileDescription}
     * @param value the text
     */
    public record Text(String table, String key, String value) {}

    /**
     * Reads the first version resource of an image.
     *
     * @param pe the image
     * @return the version, or empty if there is none
     * @throws FormatException {@code TRUNCATED} or {@code BAD_VALUE} if it is damaged, {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public static Optional<VersionInfo> read(PeFile pe) throws IOException {
        List<Resources.Resource> all = Resources.list(pe, Resources.VERSION);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Resources.Resource first = all.get(0);
        long size = Math.min(first.size(), Limits.MAX_WINDOW);
        return Optional.of(VersionBlocks.decode(pe.cursor("version resource", first.rva(), size)));
    }

    /**
     * Gives a text.
     *
     * @param key its key, for example {@code ProductName}
     * @return the value in the first table that has it
     */
    public Optional<String> string(String key) {
        return strings.stream()
                .filter(text -> text.key().equals(key))
                .map(Text::value)
                .findFirst();
    }
}
