// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.line.CurrentLine;
import dev.symkit.dbh.line.LineSource;
import dev.symkit.dbh.module.LoadException;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.ModuleLoader;
import dev.symkit.dbh.module.Surroundings;
import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.Imaginary;
import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.ModuleSymbols;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.unwind.UnwindSearch;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.process.MappedImage;
import dev.symkit.symsrv.process.ProcessModules;
import dev.symkit.symsrv.session.FileKey;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What lasts from one command to the next: modules, options, the symbol path. Confined to the thread of the shell. */
public final class Session implements Closeable {
    /** Where images and symbol files are placed unless the user says otherwise (dbh.md 1.1). */
    public static final long DEFAULT_BASE = 0x1000000;

    private final Surroundings around;
    private final Output output;
    private final Lookout lookout;
    private final Modules modules = new Modules();
    private final IdentityHashMap<LoadedModule, ModuleContent> contents = new IdentityHashMap<>();
    private final SearchClient search;
    private final Imaginary imaginary = new Imaginary();
    private Optional<SymbolRow> lastShown = Optional.empty();
    private Optional<CurrentLine> currentLine = Optional.empty();
    private SymbolOptions options;
    private long base = DEFAULT_BASE;
    private boolean stopAtFirst;
    private boolean ended;
    private OptionalLong process = OptionalLong.empty();

    /** A session without modules. */
    public Session(Surroundings around, SymbolOptions options, Output output) {
        this.around = around;
        this.options = options;
        this.output = output;
        this.lookout = new Lookout(output.stopped());
        this.search = new SearchClient(around);
    }

    /** Where answers go. */
    public Output out() {
        return output;
    }

    /** What searches pass that may take long and find little. */
    public Lookout lookout() {
        return lookout;
    }

    /** What the session lives in. */
    public Surroundings around() {
        return around;
    }

    /** The modules. */
    public Modules modules() {
        return modules;
    }

    /** The line that was shown last; empty if there is none yet. */
    public Optional<CurrentLine> currentLine() {
        return currentLine;
    }

    /** A line was shown. */
    public void setCurrentLine(CurrentLine shown) {
        currentLine = Optional.of(shown);
    }

    private ModuleContent content(LoadedModule module) {
        return contents.computeIfAbsent(module, loaded -> new ModuleContent(loaded, lookout));
    }

    /** The sources and object files of a module; empty if its symbol file is of a kind that has none. */
    public Optional<LineSource> sources(LoadedModule module) {
        return content(module).lines();
    }

    /** The lines of a module; empty if it has none, or lines are not wanted. */
    public Optional<LineSource> lines(LoadedModule module) {
        return options.has(SymbolOptions.LOAD_LINES) ? sources(module) : Optional.empty();
    }

    /** The unwind data of a module. */
    public UnwindSearch unwind(LoadedModule module) throws IOException {
        return content(module).unwind();
    }

    /** The options of DbgHelp. */
    public SymbolOptions options() {
        return options;
    }

    /** Changes the options. What is loaded stays as it is. */
    public void setOptions(SymbolOptions value) {
        options = value;
    }

    /** The symbol path, as the user wrote it. */
    public String symbolPath() {
        return search.symbolPath();
    }

    /** Changes the symbol path for files that are looked for from now on. */
    public void setSymbolPath(String value) throws IOException {
        search.setSymbolPath(value);
    }

    /** Where the next image or symbol file is placed. */
    public long base() {
        return base;
    }

    /** Changes that place. */
    public void setBase(long value) {
        base = value;
    }

    /** Whether listings end after their first row. */
    public boolean stopsAtFirst() {
        return stopAtFirst;
    }

    /** Changes that. */
    public void setStopAtFirst(boolean value) {
        stopAtFirst = value;
    }

    /** Writes a row of a listing; false: the listing ends with it. */
    public boolean tell(Row row) {
        output.row(row);
        return !stopAtFirst && !output.stopped().getAsBoolean();
    }

    /** Loads a module in the place of all others. */
    public void load(String target) throws LoadException, IOException {
        unload();
        LoadedModule module = new ModuleLoader(this::client, options, around).load(target, base);
        modules.add(module);
    }

    /** Forgets all modules, and what the user made up about them. */
    public void unload() throws IOException {
        contents.clear();
        imaginary.clear();
        lastShown = Optional.empty();
        currentLine = Optional.empty();
        modules.clear();
    }

    /** The process whose modules these are. */
    public OptionalLong process() {
        return process;
    }

    /**
     * Takes the modules of a process, as they are mapped now, each at its place; the process is not touched and may end.
     *
     * @throws NoSuchFileException if there is no such process
     * @throws IOException if its modules cannot be listed
     */
    public void attach(long number) throws IOException {
        List<MappedImage> images = filesOf(number);
        unload();
        process = OptionalLong.of(number);
        ModuleLoader loader = new ModuleLoader(this::client, options, around);
        for (MappedImage image : images) {
            try {
                modules.add(loader.load(image.file().toString(), image.base()));
            } catch (LoadException e) {
                e.tell(output);
            }
        }
    }

    /**
     * The images that a process has mapped.
     *
     * @throws NoSuchFileException if there is no such process
     * @throws IOException if its modules cannot be listed
     */
    public List<MappedImage> filesOf(long number) throws IOException {
        Optional<ProcessModules> processes =
                ProcessModules.of(around.machine().properties().getOrDefault("os.name", ""));
        if (processes.isEmpty()) {
            throw new IOException("attaching to processes is not supported on this platform");
        }
        return processes.get().modules(number);
    }

    /**
     * The symbols of a module; what they have read of it is kept while it is loaded.
     *
     * @throws IOException if a file is damaged or cannot be read
     */
    public ModuleSymbols symbols(LoadedModule module) throws IOException {
        return content(module).symbols();
    }

    /** The symbols that the user made up. */
    public Imaginary imaginary() {
        return imaginary;
    }

    /** The symbol that {@code next} and {@code prev} go on from. */
    public Optional<SymbolRow> lastShown() {
        return lastShown;
    }

    /** Shows the record of a symbol, and remembers it for {@code next} and {@code prev}. */
    public void show(SymbolRow row) {
        tell(row);
        lastShown = Optional.of(row);
    }

    /** Makes a module the current one. */
    public void choose(LoadedModule module) {
        modules.choose(module);
    }

    /** The end of the session was asked for. */
    public void end() {
        ended = true;
    }

    /** Whether it was. */
    public boolean ended() {
        return ended;
    }

    /** What finds files along the symbol path. */
    public SymSrvClient client() throws IOException {
        return search.opened().client();
    }

    /** The file of a key that a user wrote, or why there is none; an image is looked for along the path for images. */
    public LookupResult find(FileKey key) throws IOException {
        return search.opened().find(key);
    }

    /** The home directory: its {@code sym} is the default store. */
    public Path home() throws IOException {
        return search.home();
    }

    /** Changes it for files that are looked for from now on. */
    public void setHome(Path directory) throws IOException {
        search.setHome(directory);
    }

    /** The name and place of the current module, for the prompt. */
    public Optional<LoadedModule> current() {
        return modules.current();
    }

    @Override
    public void close() throws IOException {
        try {
            modules.close();
        } finally {
            search.close();
        }
    }
}
