// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.DebugData;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.VersionInfo;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.store.key.DebugRecords;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Finds out what an image says about its symbols. Reads headers and debug data, nothing else. Stateless. */
public final class ImageReader {
    private static final int DEBUG_STRIPPED = 0x200;

    private ImageReader() {}

    /**
     * What a file is.
     *
     * @param source the file; stays open
     * @throws IOException if it cannot be read
     */
    public static Candidate read(ByteSource source) throws IOException {
        if (!PeFile.recognise(source)) {
            return new Candidate.Other("not a PE image", true);
        }
        try {
            PeFile pe = PeFile.open(source);
            ImageFacts facts = facts(pe);
            if (isCut(pe)) {
                return damaged();
            }
            return pe.hasExecutableCode() || facts.codeView().isPresent()
                    ? new Candidate.Program(facts)
                    : new Candidate.Other("no executable code", false);
        } catch (FormatException e) {
            return damaged();
        }
    }

    private static Candidate damaged() {
        return new Candidate.Other("damaged PE image", true);
    }

    /** Whether the file ends before the data of a section. */
    private static boolean isCut(PeFile pe) {
        long size = pe.source().size();
        return pe.sections().stream()
                .anyMatch(section -> section.rawSize() > 0 && section.filePosition() + section.rawSize() > size);
    }

    /** What an image says, wherever its bytes are. */
    public static ImageFacts facts(PeFile pe) throws IOException {
        DebugRecords records = DebugRecords.of(pe);
        boolean stripped = (pe.characteristics() & DEBUG_STRIPPED) != 0;
        boolean inside = records.has(DebugEntry.COFF) || records.hasCodeViewInside();
        Optional<String> dbgName = records.miscNames().stream().findFirst();
        Optional<UUID> embedded = embedded(pe, records);
        Optional<String> checksum = records.pdbChecksum();
        if (records.damage().isPresent()) {
            throw records.damage().get();
        }
        return new ImageFacts(
                pe.machine(),
                pe.timestamp(),
                pe.sizeOfImage(),
                pe.optionalHeader().checksum(),
                pe.optionalHeader().imageBase(),
                stripped,
                records.codeView(),
                records.pdb(),
                inside && !stripped,
                dbgName,
                embedded,
                checksum,
                version(pe));
    }

    /** The identity of the last portable PDB inside. */
    private static Optional<UUID> embedded(PeFile pe, DebugRecords records) throws IOException {
        Optional<UUID> found = Optional.empty();
        for (DebugData.EmbeddedPortablePdb pdb :
                records.all(DebugEntry.EMBEDDED_PORTABLE_PDB, DebugData.EmbeddedPortablePdb.class)) {
            found = PortablePdbId.read(ByteSource.of(pe.source().name(), pdb.inflate()))
                    .map(PortablePdbId::guid);
        }
        return found;
    }

    /** Damaged resources are no reason not to check symbols. */
    private static Optional<ImageFacts.Version> version(PeFile pe) throws IOException {
        try {
            return VersionInfo.read(pe)
                    .flatMap(VersionInfo::fixed)
                    .map(fixed -> new ImageFacts.Version(
                            fixed.productVersion().toString(),
                            fixed.fileVersion().toString()));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }
}
