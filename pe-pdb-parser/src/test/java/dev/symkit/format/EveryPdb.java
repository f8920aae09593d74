// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.dbi.ContributionIndex;
import dev.symkit.format.dbi.ContributionWalk;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.dbi.FileInfo;
import dev.symkit.format.dbi.FixupWalk;
import dev.symkit.format.dbi.FrameRanges;
import dev.symkit.format.gsi.GlobalsStream;
import dev.symkit.format.gsi.PublicAddresses;
import dev.symkit.format.gsi.PublicsStream;
import dev.symkit.format.gsi.SymbolFinder;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.InjectedSource;
import dev.symkit.format.pdb.InjectedSources;
import dev.symkit.format.pdb.LinkInfo;
import dev.symkit.format.pdb.NamedStreams;
import dev.symkit.format.pdb.SourceLinks;
import dev.symkit.format.pdb.SrcSrv;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.rva.RvaTable;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.Symbolizer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads everything of a PDB but its modules and types. */
final class EveryPdb {
    private static final int ADDRESSES = 50;
    private static final int MOST_ROWS = 2000;

    private static final List<Name> NAMES =
            List.of(Name.of("main"), Name.of("_main"), Name.of("?f@@YAHXZ"), Name.of("A"), Name.EMPTY);

    private EveryPdb() {}

    /** Gives the number of parts that were read. */
    static int readAll(PdbFile pdb) throws IOException {
        int read = Attempt.of(() -> streams(pdb)) + Attempt.of(() -> named(pdb)) + Attempt.of(() -> strings(pdb));
        read += dbi(pdb);
        for (int i = 0; i < moduleCount(pdb); i++) {
            read += EveryModule.readAll(pdb, pdb.module(i));
        }
        read += symbols(pdb);
        read += Attempt.of(() -> EveryType.readAll(pdb.types()));
        read += Attempt.of(() -> EveryType.readAll(pdb.ids()));
        return read + addresses(pdb);
    }

    private static int moduleCount(PdbFile pdb) throws IOException {
        int[] count = new int[1];
        Attempt.of(() -> count[0] = pdb.moduleCount());
        return count[0];
    }

    private static void streams(PdbFile pdb) throws IOException {
        byte[] some = new byte[100];
        for (int i = 0; i < pdb.container().streamCount(); i++) {
            int number = i;
            Attempt.of(() -> {
                MsfStream stream = pdb.container().stream(number);
                int length = (int) Math.min(some.length, stream.size());
                stream.read(stream.size() - length, some, 0, length);
            });
        }
    }

    private static void named(PdbFile pdb) throws IOException {
        NamedStreams names = pdb.info().names();
        Attempt.of(() -> SourceLinks.open(pdb.container(), names));
        Attempt.of(() -> LinkInfo.read(pdb.container(), names));
        for (NamedStreams.Entry entry : names.entries()) {
            Attempt.of(() -> names.open(pdb.container(), entry.name()));
        }
        Attempt.of(() -> {
            Optional<SrcSrv> index = SrcSrv.read(pdb.container(), names);
            if (index.isPresent()) {
                index.get().variables();
                index.get().variable("SRCSRVTRG");
                for (SrcSrv.Files files = index.get().files(); files.next(); ) {
                    files.file();
                    files.fields();
                }
            }
        });
        if (pdb.strings().isPresent()) {
            for (InjectedSource source :
                    InjectedSources.read(pdb.container(), names, pdb.strings().get())) {
                Attempt.of(() -> InjectedSources.open(pdb.container(), names, source));
            }
        }
    }

    private static void strings(PdbFile pdb) throws IOException {
        if (pdb.strings().isPresent()) {
            StringTable table = pdb.strings().get();
            for (StringTable.Walk walk = table.walk(); walk.next(); ) {
                table.offsetOf(walk.name());
                table.find(walk.offset() + 1L);
            }
        }
    }

    private static int dbi(PdbFile pdb) throws IOException {
        int[] read = new int[1];
        Attempt.of(() -> {
            if (pdb.dbi().isPresent()) {
                DbiStream dbi = pdb.dbi().get();
                read[0] = Attempt.of(() -> contributions(dbi))
                        + Attempt.of(() -> files(dbi))
                        + Attempt.of(dbi::sectionMap)
                        + Attempt.of(dbi::typeServers)
                        + Attempt.of(() -> dbi.ecNames().ifPresent(table -> table.find(1)))
                        + Attempt.of(() -> debug(dbi.debugStreams()));
            }
        });
        return read[0];
    }

    private static void contributions(DbiStream dbi) throws IOException {
        ContributionIndex index = dbi.contributionIndex();
        for (ContributionWalk walk = dbi.contributions(); walk.next(); ) {
            index.module(walk.section(), walk.offset());
            walk.decode();
        }
    }

    private static void files(DbiStream dbi) throws IOException {
        FileInfo files = dbi.fileInfo();
        for (int module = 0; module < files.moduleCount(); module++) {
            for (int file = 0; file < files.fileCount(module); file++) {
                files.file(module, file);
            }
        }
    }

    private static void debug(DebugStreams debug) throws IOException {
        Attempt.of(debug::sectionHeaders);
        Attempt.of(debug::originalSectionHeaders);
        Attempt.of(debug::tokenRidMap);
        Attempt.of(debug::xdata);
        Attempt.of(debug::pdata);
        Attempt.of(() -> table(debug.fpo()));
        Attempt.of(() -> table(debug.functionEntries()));
        Attempt.of(() -> table(debug.frameData()));
        Attempt.of(() -> {
            if (debug.frameData().isPresent()) {
                FrameRanges.covering(debug.frameData().get(), 0x1010);
            }
        });
        Attempt.of(() -> omap(debug.omapFromSource()));
        Attempt.of(() -> omap(debug.omapToSource()));
        Attempt.of(() -> {
            if (debug.fixups().isPresent()) {
                for (FixupWalk walk = debug.fixups().get(); walk.next(); ) {
                    walk.decode();
                }
            }
        });
    }

    private static void table(Optional<? extends RvaTable<?>> table) throws IOException {
        if (table.isPresent()) {
            table.get().isSorted();
            for (int i = 0; i < Math.min(MOST_ROWS, table.get().count()); i++) {
                table.get().get(i);
                table.get().floor(table.get().rva(i));
            }
        }
    }

    private static void omap(Optional<OmapTable> table) throws IOException {
        if (table.isPresent()) {
            for (int i = 0; i < Math.min(MOST_ROWS, table.get().count()); i++) {
                table.get().target(i);
                table.get().translate(table.get().rva(i) + 1);
            }
        }
    }

    private static int symbols(PdbFile pdb) throws IOException {
        return Attempt.of(() -> {
                    if (pdb.symbolRecords().isPresent()) {
                        SymbolReader records = pdb.symbolRecords().get().inOrder();
                        while (records.next()) {
                            EveryModule.decode(records);
                        }
                    }
                })
                + Attempt.of(() -> {
                    if (pdb.globals().isPresent()) {
                        globals(pdb, pdb.globals().get());
                    }
                })
                + Attempt.of(() -> {
                    if (pdb.publics().isPresent()) {
                        publics(pdb.publics().get());
                    }
                });
    }

    private static void globals(PdbFile pdb, GlobalsStream globals) throws IOException {
        Attempt.of(() -> walk(globals.inHashOrder()));
        Attempt.of(() -> walk(globals.inRecordOrder()));
        finder(globals.finder());
        int followed = 0;
        for (SymbolWalk walk = globals.inRecordOrder(); walk.next() && followed < ADDRESSES; ) {
            if (walk.symbol().decode() instanceof ReferenceSymbol reference) {
                Attempt.of(() -> pdb.resolve(reference));
                followed++;
            }
        }
    }

    private static void publics(PublicsStream publics) throws IOException {
        Attempt.of(publics::thunkTargets);
        Attempt.of(publics::sections);
        Attempt.of(() -> walk(publics.inHashOrder()));
        Attempt.of(() -> walk(publics.inRecordOrder()));
        Attempt.of(() -> walk(publics.inAddressOrder()));
        finder(publics.finder());
        PublicAddresses addresses = publics.addresses();
        for (int i = 0; i < addresses.count(); i++) {
            addresses.at(i);
            int segment = addresses.segment();
            long offset = addresses.offset();
            if (i % 16 == 0) {
                addresses.nearest(segment, offset + 1);
            }
        }
    }

    private static void walk(SymbolWalk walk) throws IOException {
        while (walk.next()) {
            walk.referenceCount();
            EveryModule.decode(walk.symbol());
        }
    }

    private static void finder(SymbolFinder finder) throws IOException {
        for (Name name : NAMES) {
            Attempt.of(() -> finder.offsetsOf(name));
            Attempt.of(() -> {
                for (Symbol symbol : finder.find(name)) {
                    symbol.name();
                }
            });
        }
    }

    private static int addresses(PdbFile pdb) throws IOException {
        Symbolizer symbolizer = pdb.symbolizer();
        int read = 0;
        for (int i = 0; i < ADDRESSES; i++) {
            long rva = 0x1000 + i * 0x25L * (1 + i / 8);
            long offset = i * 0x31L;
            read += Attempt.of(() -> symbolizer.find(rva));
            read += Attempt.of(() -> symbolizer.find(1, offset));
            read += Attempt.of(() -> pdb.addresses().rva(1, offset));
        }
        return read;
    }
}
