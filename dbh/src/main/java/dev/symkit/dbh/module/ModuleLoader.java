// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.Exports;
import dev.symkit.path.PathElement;
import dev.symkit.path.PathStore;
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
import java.util.Locale;
import java.util.Optional;

/** Loads what a user names: an image with its symbols, a symbol file alone, or a mere name (dbh.md 1.1). Immutable. */
public final class ModuleLoader {
    private static final long UNKNOWN_SIZE = 0x1000000;

    private final ClientSource client;
    private final SymbolOptions options;
    private final Surroundings around;

    /** Gives what looks for files along the symbol path: always the same, made when it is first asked for. */
    @FunctionalInterface
    public interface ClientSource {
        /**
         * The client.
         *
         * @throws IOException if the symbol path cannot be used
         */
        SymSrvClient get() throws IOException;
    }

    /** A loader that looks for files with a client, whose symbol path is that of the session; it is not asked for if the file is there. */
    public ModuleLoader(ClientSource client, SymbolOptions options, Surroundings around) {
        this.client = client;
        this.options = options;
        this.around = around;
    }

    /**
     * Loads a module.
     *
     * @param base where it is placed
     * @throws LoadException if there is no such file, or it is not what its name says
     * @throws IOException if the symbol path is needed and cannot be used
     */
    public LoadedModule load(String target, long base) throws LoadException, IOException {
        String name = SymbolKey.fileName(target);
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return new LoadedModule(
                    name, target, base, UNKNOWN_SIZE, SymbolType.VIRTUAL, Optional.empty(), Optional.empty(), true);
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean symbols = extension.equals("pdb") || extension.equals("dbg");
        if (!symbols || !isHere(target)) {
            client.get(); // tells what is wrong with the path before anything is read
        }
        try {
            return symbols
                    ? symbolsAlone(find(target), target, name.substring(0, dot), base)
                    : image(find(target), target, base);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new LoadException(target, LoadException.FILE_NOT_FOUND, e);
        } catch (FormatException e) {
            throw new LoadException(target, symbols ? LoadException.INVALID_DATA : LoadException.BAD_EXE_FORMAT, e);
        } catch (IOException e) {
            throw new LoadException(target, LoadException.ACCESS_DENIED, e);
        }
    }

    private boolean isHere(String target) {
        try {
            return Files.isRegularFile(around.resolve(target));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The file where the name says; a mere name also in the plain directories of the symbol path. */
    private Path find(String target) throws IOException {
        Path here = around.resolve(target);
        if (Files.isRegularFile(here)) {
            return here;
        }
        if (target.indexOf('/') < 0 && target.indexOf('\\') < 0) {
            for (var element : client.get().symbolPath().elements()) {
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
        SymbolFile file = SymbolFile.open(path);
        try {
            SymbolType type = file.dbg().isPresent() ? SymbolType.DBG : SymbolType.PDB;
            return new LoadedModule(stem, target, base, sizeOf(file), type, Optional.empty(), Optional.of(file), true);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Up to the end of the last section. */
    private static long sizeOf(SymbolFile file) throws IOException {
        if (file.dbg().isPresent()) {
            return file.dbg().get().sizeOfImage();
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
        Optional<SymbolFile> symbols = Optional.empty();
        try {
            SymbolModule module = SymbolModule.read(path);
            FinderResult found = findSymbols(options.has(SymbolOptions.IGNORE_CVREC) ? module.withoutPdb() : module);
            symbols = found.file().isPresent()
                    ? Optional.of(SymbolFile.open(found.file().get()))
                    : Optional.empty();
            SymbolType type = SymbolType.NONE;
            if (symbols.isPresent()) {
                type = symbols.get().dbg().isPresent() ? SymbolType.DBG : SymbolType.PDB;
            } else if (hasExports(image)) {
                type = SymbolType.EXPORT;
            }
            boolean matched = symbols.isEmpty() || found.exact();
            long size = image.pe().sizeOfImage();
            return new LoadedModule(
                    module.moduleName(), target, base, size, type, Optional.of(image), symbols, matched);
        } catch (IOException | RuntimeException e) {
            image.close();
            if (symbols.isPresent()) {
                symbols.get().close();
            }
            throw e;
        }
    }

    /** A damaged directory of exports is as good as none: the image is one all the same. */
    private static boolean hasExports(ImageFile image) throws IOException {
        try {
            return Exports.read(image.pe()).isPresent();
        } catch (FormatException e) {
            return false;
        }
    }

    private FinderResult findSymbols(SymbolModule module) throws IOException {
        SymSrvClient finding = client.get();
        boolean anything = options.has(SymbolOptions.LOAD_ANYTHING);
        LookupOptions.PlainOptions plain = finding.options().plain();
        LookupOptions lookup = finding.options().toBuilder()
                .plain(new LookupOptions.PlainOptions(plain.symbolsFirst(), plain.compressed(), anything))
                .build();
        SymbolFinder finder = new SymbolFinder(
                finding,
                FinderOptions.DEFAULT.in(SearchPlace.DBH).lookingUp(lookup).heardBy(around.listener()));
        FinderResult pdb = finder.find(module, Wanted.PDB);
        return pdb.file().isPresent() || module.dbg().isEmpty() ? pdb : finder.find(module, Wanted.DBG);
    }
}
