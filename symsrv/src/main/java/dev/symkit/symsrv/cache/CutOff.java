// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.Section;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Whether a file ends before its own headers say that it does. A server that holds half a file sends it with a length that fits, and the
 * key stands in the first half (our choice: such a file is not what its key promises).
 */
final class CutOff {
    private static final int COFF = 20;
    private static final List<String> WITH_KEYS = List.of("MZ", "Microsoft C/C++ ");

    private CutOff() {}

    /** Whether a file begins as images and PDBs do; one of which no key can be read then ends within its headers, or is for DOS. */
    static boolean startsLikeOneWithAKey(ByteSource source) throws IOException {
        byte[] head = new byte[(int) Math.min(MsfFile.MAGIC_SIZE, source.size())];
        source.read(0, head, 0, head.length);
        return WITH_KEYS.stream().anyMatch(new String(head, ISO_8859_1)::startsWith);
    }

    /**
     * Looks at a file whose key was read already. An image ends with its last section or with its certificates, a PDB with its last page;
     * of the other kinds nothing is known.
     */
    static Optional<FileCheck.Problem> check(ByteSource source, FileIdentity identity) throws IOException {
        long end = end(source, identity);
        return end <= source.size()
                ? Optional.empty()
                : Optional.of(new FileCheck.Problem(
                        ResultCode.FILE_CORRUPT,
                        "is cut off: it has " + source.size() + " bytes, by its headers at least " + end));
    }

    private static long end(ByteSource source, FileIdentity identity) throws IOException {
        return switch (identity.kind()) {
            case PE -> endOfImage(source, PeFile.open(source));
            case PDB2, PDB7 -> endOfPages(source);
            default -> 0;
        };
    }

    /** The section table ends where the fields NumberOfSections and SizeOfOptionalHeader of the COFF header say. */
    private static long endOfImage(ByteSource source, PeFile image) throws IOException {
        ByteCursor in = source.cursor("COFF header", image.optionalHeaderPosition() - COFF, COFF);
        in.skip(2);
        int sections = in.u16();
        in.skip(12);
        long end = image.optionalHeaderPosition() + in.u16() + (long) sections * Section.SIZE;
        for (Section section : image.sections()) {
            boolean hasData = section.filePosition() > 0 && section.rawSize() > 0;
            end = Math.max(end, hasData ? section.filePosition() + section.rawSize() : 0);
        }
        Optional<DataDirectory> certificates = image.directory(DataDirectory.CERTIFICATE);
        return Math.max(
                end, certificates.map(table -> table.rva() + table.size()).orElse(0L));
    }

    private static long endOfPages(ByteSource source) throws IOException {
        byte[] head = new byte[(int) Math.min(MsfFile.MAGIC_SIZE, source.size())];
        source.read(0, head, 0, head.length);
        if (MsfFile.recognise(head).filter(MsfFile.Version.MSFZ::equals).isPresent()) {
            return 0; // compressed, and read from its end
        }
        MsfFile pdb = MsfFile.open(source);
        return pdb.pageCount() * pdb.pageSize();
    }
}
