// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.gsi.GlobalsStream;
import dev.symkit.format.gsi.PublicsStream;
import dev.symkit.format.gsi.SymbolRecords;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.StreamContainer;
import dev.symkit.format.msfz.MsfzFile;
import dev.symkit.format.pdb.InfoStream;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A PDB file: MSF 7.00, MSF 2.00 or the compressed container MSFZ. Portable PDBs are another format, see {@code format.portable}.
 *
 * <p>Opening reads the header of the container. Every part is read when it is first asked for; what is missing, as in PDBs that hold
 * types only, is empty. Immutable, thread-safe; does not own the source, which must stay open.
 */
public final class PdbFile {
    private static final int TYPES = 2;
    private static final int IDS = 4;

    private final StreamContainer container;
    private final Once<InfoStream> info;
    private final Once<Optional<StringTable>> strings;
    private final Once<Optional<DbiStream>> dbi;
    private final Once<List<DbiModule>> modules;
    private final Once<Optional<TypeStream>> types;
    private final Once<Optional<TypeStream>> ids;
    private final Once<Optional<SymbolRecords>> records;
    private final Once<Optional<GlobalsStream>> globals;
    private final Once<Optional<PublicsStream>> publics;
    private final Once<AddressMap> addresses;
    private final ModuleNames moduleNames;

    private PdbFile(StreamContainer container) {
        this.container = container;
        this.info = new Once<>(() -> InfoStream.read(container));
        this.strings = new Once<>(() -> StringTable.read(container, info().names()));
        this.dbi = new Once<>(() -> DbiStream.open(container));
        this.modules = new Once<>(() -> dbi().isPresent() ? dbi().get().modules() : List.of());
        this.types = new Once<>(() -> TypeStream.open(container, TYPES));
        // Without the feature code stream 4 is an ordinary stream.
        this.ids = new Once<>(
                () -> info().features().hasIds() ? TypeStream.open(container, IDS) : Optional.<TypeStream>empty());
        this.records = new Once<>(this::readRecords);
        this.globals = new Once<>(this::readGlobals);
        this.publics = new Once<>(this::readPublics);
        this.addresses = new Once<>(() -> AddressMap.read(dbi()));
        this.moduleNames = new ModuleNames(this);
    }

    /**
     * Opens a PDB.
     *
     * @throws FormatException {@code BAD_MAGIC} if it is none, others if the header or the directory is damaged
     * @throws IOException if the file cannot be read
     */
    public static PdbFile open(ByteSource source) throws IOException {
        byte[] head = new byte[(int) Math.min(MsfFile.MAGIC_SIZE, source.size())];
        source.read(0, head, 0, head.length);
        boolean compressed = MsfFile.recognise(head).equals(Optional.of(MsfFile.Version.MSFZ));
        return new PdbFile(compressed ? MsfzFile.open(source) : MsfFile.open(source));
    }

    /** The numbered streams. */
    public StreamContainer container() {
        return container;
    }

    /** Identity, named streams and features. */
    public InfoStream info() throws IOException {
        return info.get();
    }

    /** The string table {@code /names}, which file names and frame programs refer to. */
    public Optional<StringTable> strings() throws IOException {
        return strings.get();
    }

    /** The DBI stream. */
    public Optional<DbiStream> dbi() throws IOException {
        return dbi.get();
    }

    /** The type stream. */
    public Optional<TypeStream> types() throws IOException {
        return types.get();
    }

    /** The id stream: functions, build information, text. PDBs of Visual Studio 2010 and before have none. */
    public Optional<TypeStream> ids() throws IOException {
        return ids.get();
    }

    /** The records that globals and publics index. */
    public Optional<SymbolRecords> symbolRecords() throws IOException {
        return records.get();
    }

    /** The index of global symbols. */
    public Optional<GlobalsStream> globals() throws IOException {
        return globals.get();
    }

    /** The index of public symbols. */
    public Optional<PublicsStream> publics() throws IOException {
        return publics.get();
    }

    /** Number of modules. */
    public int moduleCount() throws IOException {
        return modules.get().size();
    }

    /**
     * A module: its symbols and lines.
     *
     * @param index its number, from 0
     * @throws IndexOutOfBoundsException if there is none of that number
     */
    public PdbModule module(int index) throws IOException {
        return new PdbModule(this, modules.get().get(index));
    }

    /** Finds modules by the names that imports between them use. */
    ModuleNames moduleNames() {
        return moduleNames;
    }

    /** Translates between sections and RVAs. */
    public AddressMap addresses() throws IOException {
        return addresses.get();
    }

    /** Translates addresses to functions, lines and inlined calls; one for each thread. */
    public Symbolizer symbolizer() {
        return new Symbolizer(this);
    }

    /**
     * The globals and publics of a name: for procedures a {@link ReferenceSymbol}, which {@link #resolve} follows.
     *
     * @param name as the PDB spells it, decorated for publics; case counts
     */
    public List<Symbol> find(Name name) throws IOException {
        List<Symbol> found = new ArrayList<>();
        if (globals().isPresent()) {
            found.addAll(globals().get().finder().find(name));
        }
        if (publics().isPresent()) {
            found.addAll(publics().get().finder().find(name));
        }
        return List.copyOf(found);
    }

    /**
     * The symbol that a reference names.
     *
     * @return empty if the module does not exist or has no stream
     * @throws FormatException if there is no record at that offset
     */
    public Optional<Symbol> resolve(ReferenceSymbol reference) throws IOException {
        int index = reference.module() - 1;
        if (index < 0 || index >= moduleCount()) {
            return Optional.empty();
        }
        PdbModule module = module(index);
        return module.info().stream().isEmpty()
                ? Optional.empty()
                : Optional.of(module.symbolAt(reference.symbolOffset()));
    }

    private Optional<SymbolRecords> readRecords() throws IOException {
        OptionalInt number = dbi().isPresent() ? dbi().get().symbolsStream() : OptionalInt.empty();
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(new SymbolRecords(container.stream(number.getAsInt())));
    }

    private Optional<GlobalsStream> readGlobals() throws IOException {
        OptionalInt number = dbi().isPresent() ? dbi().get().globalsStream() : OptionalInt.empty();
        return number.isEmpty() || symbolRecords().isEmpty()
                ? Optional.empty()
                : Optional.of(GlobalsStream.open(
                        container.stream(number.getAsInt()),
                        symbolRecords().get(),
                        info().features().isMini()));
    }

    private Optional<PublicsStream> readPublics() throws IOException {
        OptionalInt number = dbi().isPresent() ? dbi().get().publicsStream() : OptionalInt.empty();
        return number.isEmpty() || symbolRecords().isEmpty()
                ? Optional.empty()
                : Optional.of(PublicsStream.open(
                        container.stream(number.getAsInt()),
                        symbolRecords().get(),
                        info().features().isMini()));
    }
}
