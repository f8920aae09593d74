// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.pdb.InfoStream;
import dev.symkit.format.pdb.InjectedSources;
import dev.symkit.format.pdb.LinkInfo;
import dev.symkit.format.pdb.NamedStreams;
import dev.symkit.format.pdb.SourceLinks;
import dev.symkit.format.pdb.SrcSrv;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.RvaTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads every part of the DBI stream, the streams it names, and the named streams. */
public final class DbiReader {
    private interface Step {
        void read() throws IOException;
    }

    private DbiReader() {}

    /** Reads all; throws what the first damaged part throws. */
    public static void readAll(ByteSource source) throws IOException {
        for (Step step : steps(MsfFile.open(source))) {
            step.read();
        }
    }

    /** Reads all; each part gives a result or a FormatException with file and place. */
    public static void readDamaged(byte[] file) throws IOException {
        List<Step> steps;
        try {
            steps = steps(MsfFile.open(ByteSource.of("a.pdb", file)));
        } catch (FormatException e) {
            check(e);
            return;
        }
        for (Step step : steps) {
            try {
                step.read();
            } catch (FormatException e) {
                check(e);
            }
        }
    }

    private static void check(FormatException e) {
        if (e.offset() < 0 || e.structure().isEmpty()) {
            throw new AssertionError("no place in " + e.getMessage(), e);
        }
    }

    private static List<Step> steps(MsfFile pdb) throws IOException {
        Optional<DbiStream> stream = DbiStream.open(pdb);
        if (stream.isEmpty()) {
            return List.of(() -> named(pdb));
        }
        DbiStream dbi = stream.get();
        DebugStreams debug = dbi.debugStreams();
        return List.of(
                () -> named(pdb),
                dbi::modules,
                () -> contributions(dbi),
                dbi::sectionMap,
                () -> files(dbi.fileInfo()),
                dbi::typeServers,
                () -> dbi.ecNames().ifPresent(table -> table.find(1)),
                debug::sectionHeaders,
                debug::originalSectionHeaders,
                () -> frames(debug),
                () -> omap(debug),
                () -> fixups(debug),
                debug::functionEntries,
                debug::tokenRidMap,
                debug::xdata,
                debug::pdata);
    }

    private static void named(MsfFile pdb) throws IOException {
        NamedStreams names = InfoStream.read(pdb).names();
        SourceLinks.open(pdb, names);
        SrcSrv.read(pdb, names);
        LinkInfo.read(pdb, names);
        Optional<StringTable> strings = StringTable.read(pdb, names);
        if (strings.isPresent()) {
            InjectedSources.read(pdb, names, strings.get());
        }
    }

    private static void contributions(DbiStream dbi) throws IOException {
        ContributionIndex index = dbi.contributionIndex();
        for (ContributionWalk walk = dbi.contributions(); walk.next(); ) {
            index.module(walk.section(), walk.offset());
        }
    }

    private static void files(FileInfo files) throws IOException {
        for (int module = 0; module < files.moduleCount(); module++) {
            for (int file = 0; file < files.fileCount(module); file++) {
                files.file(module, file);
            }
        }
    }

    private static void frames(DebugStreams debug) throws IOException {
        if (debug.frameData().isPresent()) {
            RvaTable<FrameData> table = debug.frameData().get();
            for (int i = 0; i < Math.min(100, table.count()); i++) {
                FrameRanges.covering(table, table.rva(i));
            }
        }
        if (debug.fpo().isPresent()) {
            RvaTable<FpoData> table = debug.fpo().get();
            for (int i = 0; i < Math.min(100, table.count()); i++) {
                table.get(i).covers(0);
            }
        }
    }

    private static void omap(DebugStreams debug) throws IOException {
        if (debug.omapFromSource().isPresent()) {
            debug.omapFromSource().get().translate(0x1000);
        }
        if (debug.omapToSource().isPresent()) {
            debug.omapToSource().get().translate(0x1000);
        }
    }

    private static void fixups(DebugStreams debug) throws IOException {
        if (debug.fixups().isPresent()) {
            for (FixupWalk walk = debug.fixups().get(); walk.next(); ) {
                walk.decode();
            }
        }
    }
}
