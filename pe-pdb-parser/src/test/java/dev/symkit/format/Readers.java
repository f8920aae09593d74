// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.dbi.DbiHeader;
import dev.symkit.format.dbi.ModuleLines;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.pe.DbgFile;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdbId;
import java.io.IOException;
import java.util.List;

/** Runs the readers over any content; whatever they throw other than FormatException fails the test. */
final class Readers {
    private interface Reader {
        void read(ByteSource source) throws IOException;
    }

    private static final List<Reader> ALL =
            List.of(Readers::readPdb, Readers::readPe, Readers::readDbg, Readers::readPortable);

    private Readers() {}

    /** Gives the number of readers that found nothing wrong. */
    static int readAll(String name, byte[] content) throws IOException {
        ByteSource source = ByteSource.of(name, content);
        int accepted = 0;
        for (Reader reader : ALL) {
            try {
                reader.read(source);
                accepted++;
            } catch (FormatException refused) {
                if (refused.offset() < 0) {
                    throw new AssertionError("no place in " + refused.getMessage(), refused);
                }
            }
        }
        return accepted;
    }

    static void readPdb(ByteSource source) throws IOException {
        MsfFile msf = MsfFile.open(source);
        PdbInfo.read(msf);
        MsfStream dbi = msf.stream(DbiHeader.STREAM);
        var header = DbiHeader.read(dbi);
        if (header.isPresent()) {
            ModuleLines.anyIn(dbi, header.get());
        }
    }

    static void readPe(ByteSource source) throws IOException {
        PeFile.open(source).codeViews();
    }

    static void readDbg(ByteSource source) throws IOException {
        DbgFile.open(source);
    }

    static void readPortable(ByteSource source) throws IOException {
        PortablePdbId.read(source);
    }
}
