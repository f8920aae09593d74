// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.pe.CodeView;
import java.util.Objects;
import java.util.Optional;

/**
 * A module that a dump lists.
 *
 * @param name path as recorded; empty if the dump does not hold it
 * @param base address it was loaded at, unsigned 64-bit
 * @param size size of image, unsigned 32-bit
 * @param checksum checksum of the image's header, unsigned 32-bit
 * @param timestamp timestamp of the image's header, unsigned 32-bit
 * @param version versions, if recorded
 * @param codeView the CodeView record, if recorded; kernel dumps have none
 * @param misc the MISC record, if recorded
 * @param incomplete whether the dump refers to a name or record that is not inside it
 */
public record DumpModule(
        String name,
        long base,
        long size,
        long checksum,
        long timestamp,
        Optional<ModuleVersion> version,
        Optional<CodeView> codeView,
        Optional<MiscRecord> misc,
        boolean incomplete) {
    /** Signature of a CodeView record with the build id of an ELF file, which is no Windows module: the bytes {@code LEpB}. */
    public static final int ELF_BUILD_ID = 0x4270454C;

    /** Checks that nothing is null. */
    public DumpModule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(codeView, "codeView");
        Objects.requireNonNull(misc, "misc");
    }

    /** The part of the name after the last separator of either sort. */
    public String fileName() {
        return name.substring(Math.max(name.lastIndexOf('\\'), name.lastIndexOf('/')) + 1);
    }

    static DumpModule plain(DumpText.Found name, long base, long size, long checksum, long timestamp) {
        return new DumpModule(
                name.text(),
                base,
                size,
                checksum,
                timestamp,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                name.missing());
    }
}
