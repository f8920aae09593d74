// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.DebugData;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The debug directory of an image and its CodeView records, read once, and the data of other entries, read when it is asked for. Data that
 * is damaged is taken as not there; {@link #damage} tells of it. Confined to one thread.
 */
public final class DebugRecords {
    /** Minor version of the entry for a portable PDB (documented). */
    private static final int PORTABLE = 0x504D;

    /**
     * A CodeView record.
     *
     * @param portable whether its entry says that the PDB is a portable one
     */
    private record Named(CodeView record, boolean portable) {}

    private final PeFile image;
    private final List<DebugEntry> entries;
    private final List<Named> records = new ArrayList<>();
    private @Nullable FormatException damage;

    private DebugRecords(PeFile image) throws IOException {
        this.image = image;
        this.entries = image.debugEntries();
        for (DebugEntry entry : entries) {
            if (entry.type() == DebugEntry.CODEVIEW
                    && entry.size() <= Limits.MAX_CODEVIEW_BYTES
                    && data(entry).orElse(null) instanceof DebugData.CodeViewRecord data) {
                records.add(new Named(data.record(), entry.minorVersion() == PORTABLE));
            }
        }
    }

    /**
     * Reads the directory and the CodeView records.
     *
     * @param image stays open, and is read later on
     * @throws FormatException if the directory is damaged
     * @throws IOException if it cannot be read
     */
    public static DebugRecords of(PeFile image) throws IOException {
        return new DebugRecords(image);
    }

    /** Whether there is an entry of a type, with data or without. */
    public boolean has(int type) {
        return entries.stream().anyMatch(entry -> entry.type() == type);
    }

    /** What is wrong with the data that was asked for so far; empty if nothing is. CodeView records do not count. */
    public Optional<FormatException> damage() {
        return Optional.ofNullable(damage);
    }

    /** Whether a CodeView record is of a kind that names no PDB: the symbols are in the image. */
    public boolean hasCodeViewInside() {
        return records.stream().anyMatch(each -> each.record() instanceof CodeView.Other);
    }

    /** The CodeView record that counts: the first RSDS, else the first NB10, else the first. */
    public Optional<CodeView> codeView() {
        return named().map(Named::record);
    }

    /** The PDB that the image names; empty if it names none. */
    public Optional<PdbReference> pdb() {
        return named().flatMap(each -> PdbReference.of(each.record(), each.portable()));
    }

    private Optional<Named> named() {
        return first(CodeView.Rsds.class)
                .or(() -> first(CodeView.Nb10.class))
                .or(() -> records.stream().findFirst());
    }

    private Optional<Named> first(Class<? extends CodeView> kind) {
        return records.stream().filter(each -> kind.isInstance(each.record())).findFirst();
    }

    /** The names of files in MISC entries, as recorded: of DBG files, or of the image itself. */
    public List<String> miscNames() throws IOException {
        return all(DebugEntry.MISC, DebugData.Misc.class).stream()
                .map(DebugData.Misc::name)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** What the PDB must sum up to, as value of the header {@code SymbolChecksum}: {@code ALGORITHM:HEX}, several between semicolons. */
    public Optional<String> pdbChecksum() throws IOException {
        String sums = all(DebugEntry.PDB_CHECKSUM, DebugData.PdbChecksum.class).stream()
                .map(sum -> sum.algorithm() + ":"
                        + HexFormat.of().formatHex(sum.checksum().toByteArray()))
                .collect(Collectors.joining(";"));
        return Optional.of(sums).filter(text -> !text.isEmpty());
    }

    /** The data of all entries of a type. */
    public <T extends DebugData> List<T> all(int type, Class<T> kind) throws IOException {
        List<T> found = new ArrayList<>();
        for (DebugEntry entry : entries) {
            if (entry.type() == type) {
                data(entry).filter(kind::isInstance).map(kind::cast).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<DebugData> data(DebugEntry entry) throws IOException {
        try {
            return image.debugData(entry);
        } catch (FormatException e) {
            if (damage == null && entry.type() != DebugEntry.CODEVIEW) {
                damage = e;
            }
            return Optional.empty();
        }
    }
}
