// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.ModuleLoader;
import dev.symkit.dbh.module.Surroundings;
import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.process.MappedImage;
import dev.symkit.symsrv.process.ProcessModules;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.FileKey;
import dev.symkit.symsrv.session.SessionRequest;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What lasts from one command to the next: modules, options, the symbol path. Confined to the thread of the shell. */
public final class Session implements Closeable {
    /** Where images and symbol files are placed unless the user says otherwise (dbh.md 1.1). */
    public static final long DEFAULT_BASE = 0x1000000;

    private final Surroundings around;
    private final Output output;
    private final Modules modules = new Modules();
    private SymbolOptions options;
    private String symbolPath;
    private long base = DEFAULT_BASE;
    private boolean stopAtFirst;
    private boolean ended;
    private OptionalLong process = OptionalLong.empty();
    private String home = "";
    private @Nullable ClientSession client;

    /** A session without modules. */
    public Session(Surroundings around, SymbolOptions options, Output output) {
        this.around = around;
        this.options = options;
        this.output = output;
        this.symbolPath = around.symbolPath();
    }

    /** Where answers go. */
    public Output out() {
        return output;
    }

    /** What the session lives in. */
    public Surroundings around() {
        return around;
    }

    /** The modules. */
    public Modules modules() {
        return modules;
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
        return symbolPath;
    }

    /** Changes the symbol path for files that are looked for from now on. */
    public void setSymbolPath(String value) throws IOException {
        symbolPath = value;
        closeClient();
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
        modules.clear();
        LoadedModule module = new ModuleLoader(client(), options, around).load(target, base);
        modules.add(module);
    }

    /** Forgets all modules. */
    public void unload() throws IOException {
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
        modules.clear();
        process = OptionalLong.of(number);
        ModuleLoader loader = new ModuleLoader(client(), options, around);
        for (MappedImage image : images) {
            try {
                modules.add(loader.load(image.file().toString(), image.base()));
            } catch (LoadException e) {
                output.line(String.valueOf(e.getMessage()));
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
        return opened().client();
    }

    /** The file of a key that a user wrote, or why there is none; an image is looked for along the path for images. */
    public LookupResult find(FileKey key) throws IOException {
        return opened().find(key);
    }

    /** The home directory: its {@code sym} is the default store. */
    public Path home() throws IOException {
        if (!home.isEmpty()) {
            return Path.of(home);
        }
        Path store = around.resolve(opened().defaultStore());
        Path parent = store.getParent();
        return parent == null ? store : parent;
    }

    /** Changes it for files that are looked for from now on. */
    public void setHome(Path directory) throws IOException {
        home = directory.toString();
        closeClient();
    }

    private ClientSession opened() throws IOException {
        ClientSession opened = client;
        if (opened == null) {
            SessionRequest request =
                    SessionRequest.of(symbolPath).withHome(home).heardBy(around.listener());
            try {
                opened = ClientSession.open(request, around.machine());
            } catch (ClientSession.BadPath e) {
                throw new IOException("the symbol path cannot be used: " + e.getMessage(), e);
            }
            client = opened;
        }
        return opened;
    }

    /** The name and place of the current module, for the prompt. */
    public Optional<LoadedModule> current() {
        return modules.current();
    }

    private void closeClient() throws IOException {
        ClientSession opened = client;
        client = null;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            modules.close();
        } finally {
            closeClient();
        }
    }
}
