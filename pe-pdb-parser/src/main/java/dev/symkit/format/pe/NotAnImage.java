// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/**
 * Says what a file is that is no PE image, as far as its first bytes tell: an older program, an object file, a library, a UEFI TE
 * image, a .dbg file. Source: the PE format document for object files and archives, the UEFI platform document for TE.
 */
final class NotAnImage {
    private static final int ARCHIVE = 0x72613C21; // !<ar
    private static final int PROBE = 0x40;

    private NotAnImage() {}

    static FormatException describe(ByteSource source) throws IOException {
        int length = (int) Math.min(PROBE, source.size());
        ByteCursor in = source.cursor(PeHeaders.HEADER, 0, length);
        Origin start = in.origin();
        if (length < 4) {
            return notAnImage(start, length == 0 ? "the file is empty" : "no MZ and PE signature");
        }
        int first = in.u16();
        int second = in.u16();
        if (first == ('V' | 'Z' << 8)) {
            return new FormatException(
                    FormatException.Kind.UNSUPPORTED, start, "a UEFI TE image, which has no SizeOfImage");
        }
        if (first == ('M' | 'Z' << 8)) {
            return notAnImage(start, program(source));
        }
        if ((first | second << 16) == ARCHIVE) {
            return notAnImage(start, "a library");
        }
        if (first == 0 && second == 0xFFFF) {
            return notAnImage(start, "an import object or an object file of link-time code generation");
        }
        if (first == DbgFile.DI && DbgFile.recognise(source)) {
            return notAnImage(start, "a .dbg file");
        }
        return notAnImage(start, isObject(source, first) ? "an object file" : "no MZ and PE signature");
    }

    private static boolean isObject(ByteSource source, int machine) throws IOException {
        if (!Machine.isKnown(machine) || source.size() < 20) {
            return false;
        }
        ByteCursor in = source.cursor("COFF header", 0, 20);
        in.skip(8);
        long symbols = in.u32();
        in.skip(4);
        return symbols < source.size() && in.u16() == 0;
    }

    private static String program(ByteSource source) throws IOException {
        if (source.size() < PROBE) {
            return "a DOS program";
        }
        long position = source.cursor(PeHeaders.HEADER, PROBE - 4, 4).u32();
        if (position > source.size() - 4) {
            return "no PE signature inside the file";
        }
        return switch (source.cursor(PeHeaders.HEADER, position, 2).u16()) {
            case 'N' | 'E' << 8 -> "a 16-bit (NE) program";
            case 'L' | 'E' << 8, 'L' | 'X' << 8 -> "a linear (LE or LX) program";
            default -> "a DOS program";
        };
    }

    private static FormatException notAnImage(Origin start, String what) {
        return new FormatException(FormatException.Kind.BAD_MAGIC, start, "not a PE image: " + what);
    }
}
