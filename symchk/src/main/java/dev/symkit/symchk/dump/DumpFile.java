// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.dump;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.dump.DumpModule;
import dev.symkit.format.dump.KernelDump;
import dev.symkit.format.dump.Minidump;
import dev.symkit.format.dump.MinidumpStream;
import dev.symkit.format.dump.SystemInfo;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.symchk.check.Item;
import dev.symkit.symchk.search.SymbolPlace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A crash dump whose modules are checked (symchk.md 8). The items it gives read it until it is closed. */
public final class DumpFile implements Closeable {
    private static final long MOST = 64L << 30;

    /** Bytes of a module in the list of a minidump. */
    private static final long MODULE = 108;

    /** Bytes of an entry of the stream directory of a minidump. */
    private static final long ENTRY = 12;

    private final String name;
    private final List<ByteSource> open;
    private final ByteSource content;

    private DumpFile(String name, List<ByteSource> open, ByteSource content) {
        this.name = name;
        this.open = open;
        this.content = content;
    }

    /** The modules of a dump cannot be listed. */
    public static final class Unsupported extends IOException {
        private static final long serialVersionUID = 1L;

        private final String summary;

        Unsupported(String message, String summary) {
            super(message);
            this.summary = summary;
        }

        /** One line about the dump; empty if nothing is known. */
        public String summary() {
            return summary;
        }
    }

    /**
     * Opens a dump, or a cabinet with one, which is unpacked into a temporary file.
     *
     * @param shown its name for people
     * @throws Unsupported if it is no dump of a known kind
     * @throws IOException if it cannot be read
     */
    public static DumpFile open(Path file, String shown) throws IOException {
        ByteSource source = FileByteSource.open(file);
        try {
            if (isDump(source)) {
                return new DumpFile(shown, List.of(source), source);
            }
            Optional<CompressedFile> packed = CompressedFile.open(source, "", MOST);
            if (packed.isPresent()) {
                ByteSource inner = packed.get().content();
                if (isDump(inner)) {
                    return new DumpFile(shown, List.of(inner, source), inner);
                }
                inner.close();
            }
            throw new Unsupported(shown + " is not a recognised dump", "");
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static boolean isDump(ByteSource source) throws IOException {
        return Minidump.recognise(source) || KernelDump.recognise(source);
    }

    /**
     * The modules.
     *
     * @param only the file name of the one that is wanted; empty for all
     * @param places where images are looked for
     * @throws Unsupported if it is a kernel dump of a kind whose list cannot be read
     * @throws IOException if the dump is damaged or cannot be read
     */
    public List<Item> modules(String only, List<SymbolPlace> places) throws IOException {
        return Minidump.recognise(content) ? user(only, places) : kernel(only, places);
    }

    private List<Item> user(String only, List<SymbolPlace> places) throws IOException {
        Minidump dump = Minidump.open(content);
        List<DumpModule> modules = whole(dump);
        Optional<SystemInfo> system = dump.systemInfo();
        boolean hasMemory = dump.stream(MinidumpStream.MEMORY_LIST).isPresent()
                || dump.stream(MinidumpStream.MEMORY64_LIST).isPresent();
        ModuleItem.Context context = new ModuleItem.Context(
                system.map(SystemInfo::isWindows).orElse(true),
                system.map(info -> info.machine().orElse(0)).orElse(0),
                hasMemory ? Optional.of(dump.memory()) : Optional.empty());
        return items(modules, only, context, places);
    }

    /** The modules, none of them without its name or its records: nobody shall take what was cut off for what was never there. */
    private List<DumpModule> whole(Minidump dump) throws IOException {
        Optional<MinidumpStream> list = dump.stream(MinidumpStream.MODULE_LIST);
        if (list.isEmpty()) {
            checkDirectory(dump);
        }
        List<DumpModule> modules = dump.modules();
        for (int i = 0; i < modules.size(); i++) {
            if (modules.get(i).incomplete()) {
                long head = list.orElseThrow().size() == 8 + modules.size() * MODULE ? 8 : 4;
                throw damaged(
                        "module list",
                        list.orElseThrow().offset() + head + i * MODULE,
                        "name or records of module " + i + " are not inside the file");
            }
        }
        return modules;
    }

    /** A directory that leads out of the file may be what hides the list. */
    private void checkDirectory(Minidump dump) throws IOException {
        for (int i = 0; i < dump.streams().size(); i++) {
            MinidumpStream stream = dump.streams().get(i);
            if (stream.type() != MinidumpStream.UNUSED && stream.offset() + stream.size() > content.size()) {
                throw damaged(
                        "stream directory",
                        dump.header().directory() + i * ENTRY,
                        stream.size() + " bytes at " + stream.offset() + " are not inside the file");
            }
        }
    }

    private FormatException damaged(String structure, long offset, String problem) {
        return new FormatException(
                FormatException.Kind.TRUNCATED, new Origin(content.name(), structure, offset), problem);
    }

    private List<Item> kernel(String only, List<SymbolPlace> places) throws IOException {
        KernelDump dump = KernelDump.open(content);
        if (!dump.hasDriverList()) {
            throw new Unsupported("kernel dump module list not supported", name + ": " + dump.summary());
        }
        ModuleItem.Context context =
                new ModuleItem.Context(true, (int) dump.header().machine(), Optional.empty());
        return items(dump.drivers(), only, context, places);
    }

    private static List<Item> items(
            List<DumpModule> modules, String only, ModuleItem.Context context, List<SymbolPlace> places) {
        String wanted = only.toLowerCase(Locale.ROOT);
        return modules.stream()
                .filter(module -> wanted.isEmpty()
                        || module.fileName().toLowerCase(Locale.ROOT).equals(wanted))
                .<Item>map(module -> new ModuleItem(module, context, places))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (ByteSource source : open) {
            source.close();
        }
    }
}
