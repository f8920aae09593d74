// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.dump.DumpMemory;
import dev.symkit.format.dump.KernelDump;
import dev.symkit.format.dump.MemoryRange;
import dev.symkit.format.dump.Minidump;
import dev.symkit.format.dump.MinidumpStream;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.DbgFile;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.format.portable.SequencePointReader;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;

/** Reads everything that the public API gives of a file, whatever its kind. */
final class EveryReader {
    private static final int MOST_RANGES = 200;
    private static final int VIEW = 0x10000;

    private EveryReader() {}

    /** Gives the number of parts that were read without complaint. */
    static int readAll(ByteSource source) throws IOException {
        int[] read = new int[1];
        read[0] += Attempt.of(() -> read[0] += EveryPdb.readAll(PdbFile.open(source)));
        read[0] += PeDamage.readAll(source);
        read[0] += Attempt.of(() -> DbgFile.open(source));
        read[0] += Attempt.of(() -> read[0] += portable(PortablePdb.open(source)));
        read[0] += Attempt.of(() -> PortablePdbId.read(source));
        read[0] += Attempt.of(() -> read[0] += minidump(Minidump.open(source)));
        read[0] += Attempt.of(() -> read[0] += kernel(KernelDump.open(source)));
        PeFile.recognise(source);
        KernelDump.recognise(source);
        Minidump.recognise(source);
        return read[0];
    }

    private static int kernel(KernelDump dump) throws IOException {
        dump.summary();
        dump.bitmap();
        return dump.hasDriverList() ? Attempt.of(dump::drivers) : 0;
    }

    private static int minidump(Minidump dump) throws IOException {
        int read = Attempt.of(dump::modules) + Attempt.of(dump::unloadedModules) + Attempt.of(dump::systemInfo);
        for (MinidumpStream stream : dump.streams()) {
            dump.stream(stream.type());
        }
        return read + Attempt.of(() -> memory(dump.memory()));
    }

    private static void memory(DumpMemory memory) throws IOException {
        int seen = 0;
        for (MemoryRange range : memory.ranges()) {
            if (seen++ == MOST_RANGES) {
                return;
            }
            byte[] start = new byte[(int) Math.min(64, memory.available(range.start()))];
            memory.read(range.start(), start, 0, start.length);
            ByteSource view = memory.view("image", range.start(), VIEW);
            if (PeFile.recognise(view)) {
                PeDamage.readAll(view);
            }
        }
    }

    private static int portable(PortablePdb pdb) throws IOException {
        int read = Attempt.of(pdb::sourceLink);
        read += rows(pdb, PortablePdb.DOCUMENT, row -> {
            pdb.document(row);
            pdb.customDebugInformationOf(PortablePdb.DOCUMENT, row);
        });
        read += rows(pdb, PortablePdb.DOCUMENT, pdb::embeddedSource);
        SequencePointReader points = pdb.sequencePoints();
        read += rows(pdb, PortablePdb.METHOD_DEBUG_INFORMATION, row -> {
            if (points.method(row)) {
                while (points.next()) {
                    points.decode();
                }
            }
        });
        read += rows(
                pdb,
                PortablePdb.METHOD_DEBUG_INFORMATION,
                row -> pdb.blob(pdb.method(row).sequencePoints()));
        read += rows(pdb, PortablePdb.METHOD_DEBUG_INFORMATION, pdb::localScopes);
        read += rows(pdb, PortablePdb.LOCAL_SCOPE, pdb::localScope);
        read += rows(pdb, PortablePdb.LOCAL_VARIABLE, pdb::localVariable);
        read += rows(pdb, PortablePdb.LOCAL_CONSTANT, pdb::localConstant);
        read += rows(pdb, PortablePdb.IMPORT_SCOPE, pdb::importScope);
        read += rows(pdb, PortablePdb.STATE_MACHINE_METHOD, pdb::stateMachineMethod);
        return read
                + rows(
                        pdb,
                        PortablePdb.CUSTOM_DEBUG_INFORMATION,
                        row -> pdb.blob(pdb.customDebugInformation(row).value()));
    }

    private interface RowReader {
        void read(int row) throws IOException;
    }

    private static int rows(PortablePdb pdb, int table, RowReader reader) throws IOException {
        int read = 0;
        for (int i = 1; i <= pdb.rowCount(table); i++) {
            int row = i;
            read += Attempt.of(() -> reader.read(row));
        }
        return read;
    }
}
