// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Slice;
import dev.symkit.format.unix.ElfFile;
import dev.symkit.format.unix.MachOFile;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The keys of files of other systems (dotnet/symstore, SSQP key conventions): {@code elf-buildid-} and the build id, padded with zeros to
 * 20 bytes; {@code mach-uuid-} and the UUID. Files that hold symbols and no code have {@code -sym} in it and a common name.
 */
final class UnixKeys {
    private static final int BUILD_ID_BYTES = 20;

    private UnixKeys() {}

    /** The identity of an ELF or Mach-O file; empty if it is neither, or has no id. */
    static Optional<FileIdentity> identify(ByteSource source) throws IOException {
        if (ElfFile.recognise(source)) {
            ElfFile elf = ElfFile.read(source);
            return elf.buildId()
                    .map(id -> identity(
                            FileKind.ELF,
                            elf.symbolsOnly(),
                            List.of((elf.symbolsOnly() ? "elf-buildid-sym-" : "elf-buildid-") + buildId(id)),
                            "_.debug"));
        }
        if (MachOFile.recognise(source)) {
            MachOFile mach = MachOFile.read(source);
            String start = mach.symbolsOnly() ? "mach-uuid-sym-" : "mach-uuid-";
            List<String> indexes =
                    mach.uuids().stream().map(id -> start + hex(id)).distinct().toList();
            return indexes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(identity(FileKind.MACH_O, mach.symbolsOnly(), indexes, "_.dwarf"));
        }
        return Optional.empty();
    }

    private static FileIdentity identity(FileKind kind, boolean symbolsOnly, List<String> indexes, String commonName) {
        return new FileIdentity(
                kind,
                symbolsOnly ? SymbolClass.DBG : SymbolClass.BIN,
                indexes,
                Optional.empty(),
                Optional.empty(),
                symbolsOnly ? Optional.of(commonName) : Optional.empty());
    }

    private static String buildId(Slice id) {
        return hex(id) + "00".repeat(Math.max(0, BUILD_ID_BYTES - id.size()));
    }

    private static String hex(Slice bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
