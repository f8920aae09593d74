// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.DebugData;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.VersionInfo;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.store.key.PdbReference;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds out what an image says about its symbols. Reads headers and debug data, nothing else. Stateless. */
public final class ImageReader {
    private static final int DEBUG_STRIPPED = 0x200;
    private static final HexFormat HEX = HexFormat.of();

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
        List<DebugEntry> entries = pe.debugEntries();
        List<CodeView> records = pe.codeViews();
        Optional<CodeView> record = first(records, CodeView.Rsds.class)
                .or(() -> first(records, CodeView.Nb10.class))
                .or(() -> records.stream().findFirst());
        boolean stripped = (pe.characteristics() & DEBUG_STRIPPED) != 0;
        boolean inside = entries.stream().anyMatch(entry -> entry.type() == DebugEntry.COFF)
                || records.stream().anyMatch(CodeView.Other.class::isInstance);
        Extras extras = Extras.read(pe, entries);
        return new ImageFacts(
                pe.machine(),
                pe.timestamp(),
                pe.sizeOfImage(),
                pe.optionalHeader().checksum(),
                pe.optionalHeader().imageBase(),
                stripped,
                record,
                PdbReference.of(pe),
                inside && !stripped,
                extras.dbgName(),
                extras.embedded(),
                extras.pdbChecksum(),
                version(pe));
    }

    private static Optional<CodeView> first(List<CodeView> records, Class<? extends CodeView> type) {
        return records.stream().filter(type::isInstance).findFirst();
    }

    /** What the other debug entries say. */
    private record Extras(Optional<String> dbgName, Optional<UUID> embedded, Optional<String> pdbChecksum) {
        static Extras read(PeFile pe, List<DebugEntry> entries) throws IOException {
            Optional<String> name = Optional.empty();
            Optional<UUID> embedded = Optional.empty();
            Optional<String> checksum = Optional.empty();
            for (DebugEntry entry : entries) {
                Optional<DebugData> data = isWanted(entry) ? pe.debugData(entry) : Optional.empty();
                if (data.isPresent()
                        && data.get() instanceof DebugData.Misc misc
                        && !misc.name().isEmpty()) {
                    name = name.or(() -> Optional.of(misc.name()));
                } else if (data.isPresent() && data.get() instanceof DebugData.EmbeddedPortablePdb pdb) {
                    embedded = PortablePdbId.read(ByteSource.of(pe.source().name(), pdb.inflate()))
                            .map(PortablePdbId::guid);
                } else if (data.isPresent() && data.get() instanceof DebugData.PdbChecksum sum) {
                    checksum = Optional.of(
                            sum.algorithm() + ":" + HEX.formatHex(sum.checksum().toByteArray()));
                }
            }
            return new Extras(name, embedded, checksum);
        }

        private static boolean isWanted(DebugEntry entry) {
            return entry.type() == DebugEntry.MISC
                    || entry.type() == DebugEntry.EMBEDDED_PORTABLE_PDB
                    || entry.type() == DebugEntry.PDB_CHECKSUM;
        }
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
