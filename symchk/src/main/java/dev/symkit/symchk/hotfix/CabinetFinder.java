// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.hotfix;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.Resources;
import java.io.IOException;
import java.util.OptionalLong;

/** Finds the cabinet in a hotfix package (symchk.md 9). Stateless. */
final class CabinetFinder {
    private static final int MSCF = 0x4643534D;
    private static final int HEADER = 36;
    private static final int CHUNK = 1 << 20;

    private CabinetFinder() {}

    /** Where the cabinet begins: at the start, behind the image, in its resource {@code CABINET}, else wherever one may begin. */
    static OptionalLong find(ByteSource source) throws IOException {
        if (isCabinet(source, 0)) {
            return OptionalLong.of(0);
        }
        if (PeFile.recognise(source)) {
            PeFile pe = PeFile.open(source);
            long end = pe.sections().stream()
                    .mapToLong(section -> section.filePosition() + section.rawSize())
                    .max()
                    .orElse(0);
            if (isCabinet(source, end)) {
                return OptionalLong.of(end);
            }
            OptionalLong resource = resource(pe);
            if (resource.isPresent() && isCabinet(source, resource.getAsLong())) {
                return resource;
            }
        }
        return scan(source);
    }

    private static OptionalLong resource(PeFile pe) throws IOException {
        for (Resources.Resource each : Resources.list(pe, Resources.RCDATA)) {
            if (each.name().name().equalsIgnoreCase("CABINET")) {
                return pe.filePosition(each.rva());
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong scan(ByteSource source) throws IOException {
        byte[] buffer = new byte[CHUNK + 3];
        for (long from = 0; from < source.size() - HEADER; from += CHUNK) {
            int length = (int) Math.min(buffer.length, source.size() - from);
            source.read(from, buffer, 0, length);
            for (int i = 0; i + 3 < length; i++) {
                if (buffer[i] == 'M'
                        && buffer[i + 1] == 'S'
                        && buffer[i + 2] == 'C'
                        && buffer[i + 3] == 'F'
                        && isCabinet(source, from + i)) {
                    return OptionalLong.of(from + i);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Signature, three reserved fields that are 0, and a size that is there. */
    private static boolean isCabinet(ByteSource source, long position) throws IOException {
        if (position < 0 || position > source.size() - HEADER) {
            return false;
        }
        ByteCursor in = source.cursor("cabinet header", position, HEADER);
        if (in.i32() != MSCF || in.i32() != 0) {
            return false;
        }
        long size = in.u32();
        return in.i32() == 0 && size >= HEADER && size <= source.size() - position && files(in) < size && in.i32() == 0;
    }

    private static long files(ByteCursor in) throws IOException {
        return in.u32();
    }
}
