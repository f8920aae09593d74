// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.dbi.DbiFields;
import dev.symkit.format.dbi.DbiHeader;
import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.dbi.DbiWriter;
import dev.symkit.format.gsi.SymbolTables;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.MsfWriter;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.format.pdb.InfoStream;
import dev.symkit.format.pdb.NamedStreams;
import dev.symkit.format.pdb.PdbFeatures;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.PdbModule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * A PDB without private symbols, made from another one (pdb-strip-semantics.md 3). Nothing is copied whose meaning is not known.
 *
 * <p>Making it reads the publics and the symbols of all modules; what is kept of them is in memory, the rest is read from the source when
 * the result is written. Confined to one thread.
 */
public final class StrippedPdb {
    private static final int INFO = 1;
    private static final int TYPES = 2;
    private static final int DBI = 3;
    private static final int IDS = 4;
    private static final int LINK_INFO = 5;
    private static final int SIGNATURE_BYTES = 4;
    private static final Name SOURCE_SERVER = Name.of("srcsrv");
    private static final String SOURCE_LINK = "sourcelink";

    private final PdbFile source;
    private final StripOptions options;
    private final BooleanSupplier cancelled;
    private final CopyListener listener;
    private final InfoStream info;
    private final DbiStream dbi;
    private final PublicSelection selection;
    private final SymbolTables tables;
    private final List<StreamContent> streams = new ArrayList<>();
    private final List<NamedStreams.Entry> names = new ArrayList<>();
    private final List<DbiWriter.Module> modules = new ArrayList<>();
    private final StripReport.Builder report = new StripReport.Builder();

    private StrippedPdb(
            PdbFile source,
            StripOptions options,
            Optional<Identity> identity,
            BooleanSupplier cancelled,
            CopyListener listener)
            throws IOException {
        this.source = source;
        this.cancelled = cancelled;
        this.listener = listener;
        this.options = options;
        if (source.container() instanceof MsfFile msf && msf.version() == MsfFile.Version.MSF_2_00) {
            throw unsupported("a PDB of format 2.00 cannot be stripped");
        }
        this.info = source.info();
        this.dbi = source.dbi()
                .orElseThrow(
                        () -> unsupported("the PDB has no debug information stream (DBI), there is nothing to strip"));
        if (dbi.fields().old() || info.info().guid().isEmpty()) {
            throw unsupported("a PDB of Visual C++ 6 or before cannot be stripped");
        }
        this.selection = PublicSelection.of(options, PublicSymbols.of(source));
        this.tables = new SymbolTables(selection.kept());
        build(identity);
    }

    /**
     * Makes a stripped PDB.
     *
     * @param source stays open, and must stay open until the result was written
     * @param identity a new identity, or empty to keep that of the source
     * @param cancelled asked before each module whether to give up
     * @param listener told of the symbols read
     * @throws FormatException {@code UNSUPPORTED} if it is older than Visual C++ 7 or has no debug information, others if it is damaged
     */
    public static StrippedPdb of(
            PdbFile source,
            StripOptions options,
            Optional<Identity> identity,
            BooleanSupplier cancelled,
            CopyListener listener)
            throws IOException {
        return new StrippedPdb(source, options, identity, cancelled, listener);
    }

    private FormatException unsupported(String problem) {
        return new FormatException(
                FormatException.Kind.UNSUPPORTED, new Origin(source.container().name(), "PDB", 0), problem);
    }

    private void build(Optional<Identity> identity) throws IOException {
        for (int number = 0; number <= LINK_INFO; number++) {
            streams.add(StreamContent.EMPTY);
        }
        StreamContent noTypes = EmptyTypes.stream();
        streams.set(TYPES, noTypes);
        streams.set(IDS, noTypes);
        names.add(new NamedStreams.Entry(Name.of("/LinkInfo"), LINK_INFO));
        DebugStreamCopy debug = DebugStreamCopy.add(source, dbi.debugStreams(), streams);
        debug.names().ifPresent(number -> names.add(new NamedStreams.Entry(Name.of("/names"), number)));
        addModules();
        int globals = add(tables.globals());
        int publics = add(tables.publics());
        int records = add(tables.records());
        addKept();
        streams.set(INFO, infoStream(identity));
        DbiFields old = dbi.fields();
        DbiFields fields = new DbiFields(
                false,
                old.version(),
                identity.isPresent() ? 1 : old.age(),
                globals,
                old.build(),
                publics,
                old.dllBuild(),
                records,
                old.dllRevision(),
                0,
                DbiHeader.STRIPPED,
                old.machine());
        streams.set(DBI, new DbiWriter(new DbiWriter.Plan(fields, modules, dbi.sectionMap(), debug.slots(), dbi)));
    }

    private int add(LittleEndianWriter content) {
        streams.add(StreamContent.of(content));
        return streams.size() - 1;
    }

    private StreamContent infoStream(Optional<Identity> identity) {
        PdbInfo old = info.info();
        PdbInfo header = identity.isEmpty()
                ? old
                : new PdbInfo(
                        old.version(),
                        identity.get().signature(),
                        1,
                        Optional.of(identity.get().guid()));
        List<Long> features = info.features().codes().stream()
                .filter(code -> code == PdbFeatures.VC110 || code == PdbFeatures.VC140)
                .toList();
        LittleEndianWriter out = new LittleEndianWriter();
        new InfoStream(header, new NamedStreams(names), new PdbFeatures(features)).encode(out);
        return StreamContent.of(out);
    }

    private void addModules() throws IOException {
        ModuleFilter filter = new ModuleFilter(selection);
        long symbols = 0;
        for (int index = 0; index < source.moduleCount(); index++) {
            symbols += source.module(index).info().symbolBytes();
        }
        listener.started(symbols);
        for (int index = 0; index < source.moduleCount(); index++) {
            if (cancelled.getAsBoolean()) {
                throw new InterruptedIOException("stopped");
            }
            PdbModule from = source.module(index);
            DbiModule module = redacted(from.info());
            Optional<ModuleFilter.Kept> kept = filter.filter(from);
            listener.progress(module.symbolBytes());
            if (kept.isEmpty()) {
                modules.add(new DbiWriter.Module(module, OptionalInt.empty(), 0));
                continue;
            }
            LittleEndianWriter content = kept.get().symbols();
            int symbolBytes = content.size();
            content.u32(0);
            for (ModuleFilter.Function function : kept.get().functions()) {
                boolean local = function.kind() == SymbolKinds.S_LPROC32;
                int kind = local ? SymbolKinds.S_LPROCREF : SymbolKinds.S_PROCREF;
                content.u32(tables.add(new ReferenceSymbol(kind, 0, function.at(), index + 1, function.name())));
                report.keptFunction(function.name(), local);
            }
            content.setU32(symbolBytes, content.size() - symbolBytes - SIGNATURE_BYTES);
            modules.add(new DbiWriter.Module(module, OptionalInt.of(add(content)), symbolBytes));
        }
    }

    private DbiModule redacted(DbiModule module) {
        Name name = options.redacted(module.name());
        Name objectFile = options.redacted(module.objectFile());
        report.path(name).path(objectFile);
        return module.named(name, objectFile);
    }

    private void addKept() throws IOException {
        for (NamedStreams.Entry entry : info.names().entries()) {
            boolean kept = entry.name().equals(SOURCE_SERVER)
                    ? options.keepSourceServer()
                    : options.keepSourceLink() && entry.name().toString().startsWith(SOURCE_LINK);
            Optional<MsfStream> stream = kept ? info.names().open(source.container(), entry.name()) : Optional.empty();
            if (stream.isPresent()) {
                names.add(new NamedStreams.Entry(entry.name(), streams.size()));
                streams.add(StreamContent.copyOf(stream.get()));
            }
        }
    }

    /** Writes the PDB. */
    public void writeTo(OutputStream out) throws IOException {
        MsfWriter.write(streams, out);
    }

    /** The publics that the result has. */
    List<PublicSymbol> publics() {
        return selection.kept();
    }

    /** What was kept and what was not. */
    public StripReport report() throws IOException {
        return report.build(source, selection, names);
    }
}
