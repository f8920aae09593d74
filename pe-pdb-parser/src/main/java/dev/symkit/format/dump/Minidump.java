// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A user minidump: header and stream directory. The lists are read when asked for, each time anew. A dump that was cut off keeps what
 * lies before the cut; modules whose name or records are gone are marked {@link DumpModule#incomplete incomplete}. Source: the
 * documentation of the minidump structures.
 *
 * <p>Thread-safe; does not own the source.
 */
public final class Minidump {
    /** Modules of one list; our choice. */
    static final int MAX_MODULES = 1 << 16;

    /** Memory ranges of one list; our choice. */
    static final int MAX_RANGES = 1 << 20;

    /** Entries of a stream directory; writers make about twenty. Our choice. */
    private static final int MAX_STREAMS = 1 << 12;

    private static final String DIRECTORY = "stream directory";
    private static final int ENTRY = 12;

    private final ByteSource source;
    private final MinidumpHeader header;
    private final List<MinidumpStream> streams;

    private Minidump(ByteSource source, MinidumpHeader header, List<MinidumpStream> streams) {
        this.source = source;
        this.header = header;
        this.streams = streams;
    }

    /**
     * Tells whether a file starts with {@code MDMP}.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean recognise(ByteSource source) throws IOException {
        return source.size() >= 4 && source.cursor("minidump header", 0, 4).i32() == MinidumpHeader.SIGNATURE;
    }

    /**
     * Reads header and stream directory.
     *
     * @param source the file; must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no minidump, {@code UNSUPPORTED} if it has another version, {@code
     *     TRUNCATED} or {@code LIMIT} if the directory is not inside the file or too large
     * @throws IOException if the file cannot be read
     */
    public static Minidump open(ByteSource source) throws IOException {
        ByteCursor start = source.cursor("minidump header", 0, Math.min(MinidumpHeader.SIZE, source.size()));
        MinidumpHeader header = MinidumpHeader.decode(start);
        if (header.streams() > MAX_STREAMS) {
            throw start.error(FormatException.Kind.LIMIT, header.streams() + " streams are too many");
        }
        ByteCursor in = source.cursor(DIRECTORY, header.directory(), header.streams() * ENTRY);
        List<MinidumpStream> streams = new ArrayList<>();
        for (long i = 0; i < header.streams(); i++) {
            streams.add(new MinidumpStream(in.u32(), in.u32(), in.u32()));
        }
        return new Minidump(source, header, List.copyOf(streams));
    }

    /** The header. */
    public MinidumpHeader header() {
        return header;
    }

    /** The stream directory in the order of the file, unused entries included. */
    public List<MinidumpStream> streams() {
        return streams;
    }

    /** Gives the first stream of a type. */
    public Optional<MinidumpStream> stream(long type) {
        return streams.stream().filter(stream -> stream.type() == type).findFirst();
    }

    /**
     * Reads the module list.
     *
     * @return the modules in the order of the file, none if there is no list
     * @throws FormatException {@code TRUNCATED} if the list is not inside the file, {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public List<DumpModule> modules() throws IOException {
        Optional<MinidumpStream> stream = stream(MinidumpStream.MODULE_LIST);
        return stream.isEmpty() ? List.of() : new ModuleLists(source).modules(stream.get());
    }

    /**
     * Reads the list of unloaded modules, which have neither versions nor records.
     *
     * @return the modules in the order of the file, none if there is no list
     * @throws FormatException as {@link #modules}, and {@code BAD_VALUE} if its entries are too short
     * @throws IOException if the file cannot be read
     */
    public List<DumpModule> unloadedModules() throws IOException {
        Optional<MinidumpStream> stream = stream(MinidumpStream.UNLOADED_MODULE_LIST);
        return stream.isEmpty() ? List.of() : new ModuleLists(source).unloaded(stream.get());
    }

    /**
     * Reads the description of system and processor.
     *
     * @return it, or empty if there is none
     * @throws FormatException {@code TRUNCATED} if it is too short
     * @throws IOException if the file cannot be read
     */
    public Optional<SystemInfo> systemInfo() throws IOException {
        Optional<MinidumpStream> stream = stream(MinidumpStream.SYSTEM_INFO);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        long size = Math.min(stream.get().size(), SystemInfo.SIZE);
        ByteCursor in = source.cursor("system info", stream.get().offset(), size);
        return Optional.of(SystemInfo.decode(in, new DumpText(source)));
    }

    /**
     * Reads the lists of memory.
     *
     * @return the memory, without ranges if the dump has no list
     * @throws FormatException {@code TRUNCATED} if a list is not inside the file, {@code LIMIT} if it is too large, {@code BAD_VALUE} if
     *     a range is
     * @throws IOException if the file cannot be read
     */
    public DumpMemory memory() throws IOException {
        List<MemoryRange> ranges = new ArrayList<>();
        Optional<MinidumpStream> some = stream(MinidumpStream.MEMORY_LIST);
        if (some.isPresent()) {
            MemoryLists.memory(source, some.get(), ranges);
        }
        Optional<MinidumpStream> all = stream(MinidumpStream.MEMORY64_LIST);
        if (all.isPresent()) {
            MemoryLists.memory64(source, all.get(), ranges);
        }
        return DumpMemory.of(source, ranges);
    }
}
