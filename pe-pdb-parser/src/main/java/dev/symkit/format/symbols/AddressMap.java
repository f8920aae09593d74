// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.rva.OmapTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Translates between the addresses in a PDB, which are section and offset, and RVAs of the image.
 *
 * <p>If the image was rearranged after linking (OMAP streams), sections and offsets mean the layout before that, and RVAs the one after it.
 * Where the PDB does not keep the section headers of before (observed in a file rewritten by another tool), the present ones serve for both.
 * Immutable, thread-safe.
 */
public final class AddressMap {
    private static final long MAX_RVA = 0xFFFFFFFFL;

    private final List<SectionHeader> sections;
    private final Optional<OmapTable> fromSource;
    private final Optional<OmapTable> toSource;

    private AddressMap(List<SectionHeader> sections, Optional<OmapTable> fromSource, Optional<OmapTable> toSource) {
        this.sections = sections;
        this.fromSource = fromSource;
        this.toSource = toSource;
    }

    /**
     * An address as the PDB has it.
     *
     * @param section number of the section, from 1
     * @param offset bytes from its start
     */
    public record SectionOffset(int section, long offset) {}

    static AddressMap read(Optional<DbiStream> dbi) throws IOException {
        if (dbi.isEmpty()) {
            return new AddressMap(List.of(), Optional.empty(), Optional.empty());
        }
        DebugStreams streams = dbi.get().debugStreams();
        Optional<OmapTable> fromSource = streams.omapFromSource();
        Optional<OmapTable> toSource = streams.omapToSource();
        List<SectionHeader> original = streams.originalSectionHeaders();
        boolean rearranged = fromSource.isPresent() || toSource.isPresent();
        return new AddressMap(
                rearranged && !original.isEmpty() ? original : streams.sectionHeaders(), fromSource, toSource);
    }

    /** The sections that offsets count in. */
    public List<SectionHeader> sections() {
        return sections;
    }

    /**
     * The RVA of an address.
     *
     * @param section number of the section, from 1
     * @param offset bytes from its start, unsigned 32-bit
     * @return empty if there is no such section, or the bytes were removed from the image
     */
    public OptionalLong rva(int section, long offset) throws IOException {
        if (section < 1 || section > sections.size()) {
            return OptionalLong.empty();
        }
        long rva = sections.get(section - 1).rva() + offset;
        if (rva > MAX_RVA) {
            return OptionalLong.empty();
        }
        return fromSource.isPresent() ? fromSource.get().translate(rva) : OptionalLong.of(rva);
    }

    /**
     * The address of an RVA.
     *
     * @param rva unsigned 32-bit
     * @return empty if it lies in no section
     */
    public Optional<SectionOffset> address(long rva) throws IOException {
        OptionalLong source = toSource.isPresent() ? toSource.get().translate(rva) : OptionalLong.of(rva);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < sections.size(); i++) {
            SectionHeader section = sections.get(i);
            long offset = source.getAsLong() - section.rva();
            if (offset >= 0 && offset < Math.max(section.size(), section.rawSize())) {
                return Optional.of(new SectionOffset(i + 1, offset));
            }
        }
        return Optional.empty();
    }
}
