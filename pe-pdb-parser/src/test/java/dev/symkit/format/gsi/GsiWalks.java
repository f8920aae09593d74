// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.codeview.SymbolBytes;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/** Reads everything that the streams of globals and publics give; gives the number of symbols. */
final class GsiWalks {
    private GsiWalks() {}

    /** The same bytes as publics, and those behind the header of 28 as globals. */
    static long all(byte[] publics, byte[] records) throws IOException {
        SymbolRecords symbols = new SymbolRecords(SymbolBytes.stream(records));
        return publics(SymbolBytes.stream(publics), symbols, false);
    }

    static long publics(RandomBytes stream, SymbolRecords records, boolean mini) throws IOException {
        PublicsStream publics = PublicsStream.open(stream, records, mini);
        publics.thunkTargets();
        publics.sections();
        long count = walk(publics.inHashOrder()) + walk(publics.inRecordOrder()) + walk(publics.inAddressOrder());
        PublicAddresses addresses = publics.addresses();
        for (int i = 0; i < addresses.count(); i++) {
            addresses.at(i);
            int segment = addresses.segment();
            long offset = addresses.offset();
            addresses.nearest(segment, offset);
        }
        publics.finder().offsetsOf(Name.of("main"));
        return count;
    }

    static long globals(RandomBytes stream, SymbolRecords records, boolean mini) throws IOException {
        GlobalsStream globals = GlobalsStream.open(stream, records, mini);
        globals.finder().offsetsOf(Name.of("main"));
        return walk(globals.inHashOrder()) + walk(globals.inRecordOrder());
    }

    private static long walk(SymbolWalk walk) throws IOException {
        long count = 0;
        while (walk.next()) {
            SymbolReader symbol = walk.symbol();
            if (symbol.nameStart() >= 0) {
                count += symbol.nameLength() >= 0 ? 1 : 0;
            }
            symbol.decode();
        }
        return count;
    }
}
