// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.DebugData;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.pe.Exports;
import dev.symkit.path.PathElement;
import dev.symkit.path.PathStore;
import dev.symkit.store.key.DebugRecords;
import dev.symkit.store.key.PdbReference;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.finder.FinderOptions;
import dev.symkit.symsrv.finder.FinderResult;
import dev.symkit.symsrv.finder.SearchPlace;
import dev.symkit.symsrv.finder.SymbolFinder;
import dev.symkit.symsrv.finder.SymbolModule;
import dev.symkit.symsrv.finder.Wanted;
import dev.symkit.symsrv.settings.LookupOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Loads what a user names: an image with its symbols, a symbol file alone, or a mere name (dbh.md 1.1). Immutable. */
public final class ModuleLoader {
    private static final long UNKNOWN_SIZE = 0x1000000;

    private final SymSrvClient client;
    private final SymbolOptions options;
    private final Surroundings around;

    /**
     * A symbol file that was found.
     *
     * @param exact whether it is that of this very image
     */
    private record Symbols(SymbolFile file, boolean exact) {
        SymbolType type() {
            return file.dbg().isPresent() ? SymbolType.DBG : SymbolType.PDB;
        }
    }

    /** A loader that looks for files with a client, whose symbol path is that of the session. */
    public ModuleLoader(SymSrvClient client, SymbolOptions options, Surroundings around) {
        this.client = client;
        this.options = options;
        this.around = around;
    }

    /**
     * Loads a module.
     *
     * @param base where it is placed
     * @throws LoadException if there is no such file, or it is not what its name says
     */
    public LoadedModule load(String target, long base) throws LoadException {
        String name = SymbolKey.fileName(target);
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return new LoadedModule(
                    name, target, base, UNKNOWN_SIZE, SymbolType.VIRTUAL, Optional.empty(), Optional.empty(), true);
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        try {
            return switch (extension) {
                case "pdb", "dbg" -> symbolsAlone(find(target), target, name.substring(0, dot), base);
                default -> image(find(target), target, base);
            };
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new LoadException(target, LoadException.FILE_NOT_FOUND, e);
        } catch (FormatException e) {
            around.listener().trace("DBGHELP: " + e.getMessage());
            boolean image = !extension.equals("pdb") && !extension.equals("dbg");
            throw new LoadException(target, image ? LoadException.BAD_EXE_FORMAT : LoadException.INVALID_DATA, e);
        } catch (IOException e) {
            throw new LoadException(target, LoadException.ACCESS_DENIED, e);
        }
    }

    /** The file where the name says; a mere name also in the plain directories of the symbol path. */
    private Path find(String target) throws IOException {
        Path here = around.resolve(target);
        if (Files.isRegularFile(here)) {
            return here;
        }
        if (target.indexOf('/') < 0 && target.indexOf('\\') < 0) {
            for (var element : client.symbolPath().elements()) {
                if (element instanceof PathElement.Plain plain
                        && plain.place() instanceof PathStore.Directory directory) {
                    Path there = around.resolve(directory.path()).resolve(target);
                    if (Files.isRegularFile(there)) {
                        return there;
                    }
                }
            }
        }
        throw new NoSuchFileException(here.toString());
    }

    private LoadedModule symbolsAlone(Path path, String target, String stem, long base) throws IOException {
        Symbols symbols = behind(new Symbols(SymbolFile.open(path), true));
        SymbolFile file = symbols.file();
        try {
            return new LoadedModule(
                    stem,
                    target,
                    base,
                    sizeOf(file),
                    symbols.type(),
                    Optional.empty(),
                    Optional.of(file),
                    symbols.exact());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Up to the end of the last section. */
    private static long sizeOf(SymbolFile file) throws IOException {
        if (file.dbg().isPresent()) {
            return file.dbg().get().header().sizeOfImage();
        }
        long end = 0;
        if (file.pdb().isPresent()) {
            for (SectionHeader section : file.pdb().get().addresses().sections()) {
                end = Math.max(end, section.rva() + Math.max(section.size(), section.rawSize()));
            }
        }
        return end == 0 ? UNKNOWN_SIZE : end;
    }

    private LoadedModule image(Path path, String target, long base) throws IOException {
        ImageFile image = ImageFile.open(path);
        Optional<Symbols> symbols = Optional.empty();
        try {
            SymbolModule module = SymbolModule.read(path);
            FinderResult found =
                    findSymbols(options.has(SymbolOptions.IGNORE_CVREC) ? module.withPdbOfItsName() : module);
            symbols = found.file().isPresent()
                    ? Optional.of(
                            behind(new Symbols(SymbolFile.open(found.file().get()), found.exact())))
                    : embedded(image).map(file -> new Symbols(file, true));
            SymbolType type =
                    symbols.map(Symbols::type).orElse(hasExports(image) ? SymbolType.EXPORT : SymbolType.NONE);
            boolean matched = symbols.map(Symbols::exact).orElse(true);
            return new LoadedModule(
                    module.moduleName(),
                    target,
                    base,
                    image.pe().sizeOfImage(),
                    type,
                    Optional.of(image),
                    symbols.map(Symbols::file),
                    matched);
        } catch (IOException | RuntimeException e) {
            image.close();
            if (symbols.isPresent()) {
                symbols.get().file().close();
            }
            throw e;
        }
    }

    /** The PDB that a DBG file names, if it is found; else the file itself. */
    private Symbols behind(Symbols symbols) throws IOException {
        SymbolFile file = symbols.file();
        try {
            Optional<PdbReference> pdb = file.dbg().isEmpty()
                    ? Optional.empty()
                    : file.dbg().get().codeViews().stream()
                            .flatMap(record -> PdbReference.of(record, false).stream())
                            .findFirst();
            if (pdb.isEmpty()) {
                return symbols;
            }
            SymbolModule module = SymbolModule.named(file.path().toString(), pdb);
            FinderResult found = finder().find(module, Wanted.PDB);
            if (found.file().isEmpty()) {
                return symbols;
            }
            Symbols better = new Symbols(SymbolFile.open(found.file().get()), symbols.exact() && found.exact());
            file.close();
            return better;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The portable PDB inside an image. A damaged one is told in the trace, and is as good as none. */
    private Optional<SymbolFile> embedded(ImageFile image) throws IOException {
        try {
            DebugRecords records = DebugRecords.of(image.pe());
            List<DebugData.EmbeddedPortablePdb> inside =
                    records.all(DebugEntry.EMBEDDED_PORTABLE_PDB, DebugData.EmbeddedPortablePdb.class);
            if (records.damage().isPresent()) {
                trace(String.valueOf(records.damage().get().getMessage()));
            }
            if (inside.isEmpty()) {
                return Optional.empty();
            }
            byte[] pdb = inside.get(inside.size() - 1).inflate();
            Optional<SymbolFile> file = Optional.of(SymbolFile.inside(image.path(), pdb));
            trace(image.path() + " - embedded portable PDB");
            return file;
        } catch (FormatException e) {
            trace(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void trace(String text) {
        around.listener().trace("DBGHELP: " + text);
    }

    /** A damaged directory of exports is as good as none: the image is one all the same. */
    private static boolean hasExports(ImageFile image) throws IOException {
        try {
            return Exports.read(image.pe()).isPresent();
        } catch (FormatException e) {
            return false;
        }
    }

    private FinderResult findSymbols(SymbolModule module) {
        SymbolFinder finder = finder();
        FinderResult pdb = finder.find(module, Wanted.PDB);
        return pdb.file().isPresent() || module.dbg().isEmpty() ? pdb : finder.find(module, Wanted.DBG);
    }

    private SymbolFinder finder() {
        boolean anything = options.has(SymbolOptions.LOAD_ANYTHING);
        LookupOptions.PlainOptions plain = client.options().plain();
        LookupOptions lookup = client.options().toBuilder()
                .plain(new LookupOptions.PlainOptions(plain.symbolsFirst(), plain.compressed(), anything))
                .build();
        return new SymbolFinder(
                client,
                FinderOptions.DEFAULT.in(SearchPlace.DBH).lookingUp(lookup).heardBy(around.listener()));
    }
}
