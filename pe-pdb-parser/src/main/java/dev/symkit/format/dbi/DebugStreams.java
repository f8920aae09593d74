// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.rva.RvaTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The streams that the debug header of the DBI stream names, u16 each, 0xFFFF for none. Eleven have a published meaning; newer linkers
 * write twelve. Source: microsoft-pdb, {@code langapi/include/pdb.h}, {@code DBGTYPE}.
 *
 * <p>A number that the container has no stream for counts as none. Methods that read a stream give an empty result without one, and throw
 * {@link dev.symkit.format.io.FormatException} {@code BAD_VALUE} if it is no whole number of records and {@code LIMIT} if it is too
 * large. Immutable, thread-safe.
 */
public final class DebugStreams {
    private static final int FPO = 0;
    private static final int EXCEPTION = 1;
    private static final int FIXUP = 2;
    private static final int OMAP_TO_SOURCE = 3;
    private static final int OMAP_FROM_SOURCE = 4;
    private static final int SECTION_HEADERS = 5;
    private static final int TOKEN_RID_MAP = 6;
    private static final int XDATA = 7;
    private static final int PDATA = 8;
    private static final int NEW_FPO = 9;
    private static final int ORIGINAL_SECTION_HEADERS = 10;

    private final StreamContainer pdb;
    private final OptionalInt[] streams;

    DebugStreams(StreamContainer pdb, int[] numbers) throws IOException {
        this.pdb = pdb;
        this.streams = new OptionalInt[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            streams[i] = DbiStream.existing(pdb, numbers[i]);
        }
    }

    /** Number of slots in the header, with those for no stream. */
    public int slotCount() {
        return streams.length;
    }

    /**
     * Number of the stream in a slot.
     *
     * @param slot from 0; one that the header does not have is empty
     */
    public OptionalInt slot(int slot) {
        return slot < streams.length ? streams[slot] : OptionalInt.empty();
    }

    /** Number of the stream with {@link #fpo()}. */
    public OptionalInt fpoStream() {
        return slot(FPO);
    }

    /** Number of the stream with {@link #functionEntries()}. */
    public OptionalInt exceptionStream() {
        return slot(EXCEPTION);
    }

    /** Number of the stream with {@link #fixups()}. */
    public OptionalInt fixupStream() {
        return slot(FIXUP);
    }

    /** Number of the stream with {@link #omapToSource()}. */
    public OptionalInt omapToSourceStream() {
        return slot(OMAP_TO_SOURCE);
    }

    /** Number of the stream with {@link #omapFromSource()}. */
    public OptionalInt omapFromSourceStream() {
        return slot(OMAP_FROM_SOURCE);
    }

    /** Number of the stream with {@link #sectionHeaders()}. */
    public OptionalInt sectionHeaderStream() {
        return slot(SECTION_HEADERS);
    }

    /** Number of the stream with {@link #tokenRidMap()}. */
    public OptionalInt tokenRidMapStream() {
        return slot(TOKEN_RID_MAP);
    }

    /** Number of the stream with {@link #xdata()}. */
    public OptionalInt xdataStream() {
        return slot(XDATA);
    }

    /** Number of the stream with {@link #pdata()}. */
    public OptionalInt pdataStream() {
        return slot(PDATA);
    }

    /** Number of the stream with {@link #frameData()}. */
    public OptionalInt frameDataStream() {
        return slot(NEW_FPO);
    }

    /** Number of the stream with {@link #originalSectionHeaders()}. */
    public OptionalInt originalSectionHeaderStream() {
        return slot(ORIGINAL_SECTION_HEADERS);
    }

    private Optional<MsfStream> open(int slot) throws IOException {
        OptionalInt number = slot(slot);
        return number.isEmpty() ? Optional.empty() : Optional.of(pdb.stream(number.getAsInt()));
    }

    /** Reads the frames of x86 functions without frame pointer. */
    public Optional<RvaTable<FpoData>> fpo() throws IOException {
        Optional<MsfStream> stream = open(FPO);
        return stream.isEmpty()
                ? Optional.empty()
                : Optional.of(RvaTable.read(stream.get(), FpoData.BYTES, FpoData::decode));
    }

    /** Reads the old exception table. */
    public Optional<RvaTable<FunctionEntry>> functionEntries() throws IOException {
        Optional<MsfStream> stream = open(EXCEPTION);
        return stream.isEmpty()
                ? Optional.empty()
                : Optional.of(RvaTable.read(stream.get(), FunctionEntry.BYTES, FunctionEntry::read));
    }

    /** Starts a walk over the relocations that the linker applied. */
    public Optional<FixupWalk> fixups() throws IOException {
        Optional<MsfStream> stream = open(FIXUP);
        return stream.isEmpty() ? Optional.empty() : Optional.of(new FixupWalk(stream.get()));
    }

    /** Reads the map from addresses of the image to those of the original layout, which symbols use. */
    public Optional<OmapTable> omapToSource() throws IOException {
        Optional<MsfStream> stream = open(OMAP_TO_SOURCE);
        return stream.isEmpty() ? Optional.empty() : Optional.of(OmapTable.read(stream.get()));
    }

    /** Reads the map from addresses of the original layout, which symbols use, to those of the image. */
    public Optional<OmapTable> omapFromSource() throws IOException {
        Optional<MsfStream> stream = open(OMAP_FROM_SOURCE);
        return stream.isEmpty() ? Optional.empty() : Optional.of(OmapTable.read(stream.get()));
    }

    /** Reads the section headers of the image; nothing if there are none. */
    public List<SectionHeader> sectionHeaders() throws IOException {
        Optional<MsfStream> stream = open(SECTION_HEADERS);
        return stream.isEmpty() ? List.of() : SectionHeader.readAll(stream.get());
    }

    /** Reads the section headers of the original layout; nothing if there are none. */
    public List<SectionHeader> originalSectionHeaders() throws IOException {
        Optional<MsfStream> stream = open(ORIGINAL_SECTION_HEADERS);
        return stream.isEmpty() ? List.of() : SectionHeader.readAll(stream.get());
    }

    /** Reads the map of metadata tokens. */
    public Optional<TokenRidMap> tokenRidMap() throws IOException {
        Optional<MsfStream> stream = open(TOKEN_RID_MAP);
        return stream.isEmpty() ? Optional.empty() : Optional.of(TokenRidMap.read(stream.get()));
    }

    /** Reads the head of the copy of {@code .xdata}; an empty stream has none. */
    public Optional<UnwindBlob> xdata() throws IOException {
        return blob(XDATA);
    }

    /** Reads the head of the copy of {@code .pdata}; an empty stream has none. */
    public Optional<UnwindBlob> pdata() throws IOException {
        return blob(PDATA);
    }

    private Optional<UnwindBlob> blob(int slot) throws IOException {
        Optional<MsfStream> stream = open(slot);
        return stream.isEmpty() || stream.get().size() == 0
                ? Optional.empty()
                : Optional.of(UnwindBlob.read(stream.get()));
    }

    /** Reads the frames of x86 functions. */
    public Optional<RvaTable<FrameData>> frameData() throws IOException {
        Optional<MsfStream> stream = open(NEW_FPO);
        return stream.isEmpty()
                ? Optional.empty()
                : Optional.of(RvaTable.read(stream.get(), FrameData.SIZE, FrameData::decode));
    }
}
