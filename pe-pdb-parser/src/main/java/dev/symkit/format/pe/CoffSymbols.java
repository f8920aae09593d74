// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the symbols of a debug directory entry of type COFF. Layout: the header of {@link DebugData.CoffSymbols}, then at the position it tells 18
 * bytes for each symbol: name (8 bytes, padded with NUL, or u32 0 and u32 offset in the table of strings), u32 value, i16 section, u16 type, u8
 * storage class, u8 number of auxiliary records, which are of 18 bytes too and follow it. Directly behind the last one is the table of strings:
 * u32 its size with these four bytes, names ended by NUL. The auxiliary record of a function has its size, u32, at 4. Source: the PE format
 * document, COFF symbol table and {@code IMAGE_COFF_SYMBOLS_HEADER}.
 */
final class CoffSymbols {
    private static final int SIZE = 18;
    private static final int SHORT_NAME = 8;

    private final ByteCursor strings;

    private CoffSymbols(ByteCursor strings) {
        this.strings = strings;
    }

    /**
     * Reads the symbols.
     *
     * @param data the data of the entry
     * @throws FormatException {@code TRUNCATED} if the symbols or a name are not in the data
     */
    static List<CoffSymbol> decode(ByteCursor data) throws FormatException {
        ByteCursor in = data.rest();
        long count = in.u32();
        long offset = in.u32();
        ByteCursor symbols = data.rest();
        symbols.skip(offset);
        if (count * SIZE > symbols.remaining()) {
            throw symbols.error(
                    FormatException.Kind.TRUNCATED,
                    count + " COFF symbols of " + SIZE + " bytes exceed the " + symbols.remaining() + " bytes left");
        }
        ByteCursor strings = symbols.rest();
        strings.skip(count * SIZE);
        return new CoffSymbols(strings).symbols(symbols.slice((int) (count * SIZE)));
    }

    private List<CoffSymbol> symbols(ByteCursor in) throws FormatException {
        List<CoffSymbol> symbols = new ArrayList<>();
        while (in.remaining() > 0) {
            Name name = name(in);
            long value = in.u32();
            int section = in.i16();
            int type = in.u16();
            int storageClass = in.u8();
            int auxiliaries = in.u8();
            long size = 0;
            if (auxiliaries > 0) {
                ByteCursor first = in.slice(SIZE);
                first.skip(4);
                size = CoffSymbol.isFunction(type) ? first.u32() : 0;
                in.skip((auxiliaries - 1L) * SIZE);
            }
            symbols.add(new CoffSymbol(name, value, section, type, storageClass, auxiliaries, size));
        }
        return symbols;
    }

    private Name name(ByteCursor in) throws FormatException {
        ByteCursor field = in.slice(SHORT_NAME);
        ByteCursor text = field.rest();
        if (field.i32() == 0) {
            long offset = field.u32();
            if (offset == 0) {
                return Name.EMPTY;
            }
            ByteCursor name = strings.rest();
            name.skip(offset);
            return name.nulTerminated();
        }
        int length = text.lengthToNul();
        return text.name(length < 0 ? SHORT_NAME : length);
    }
}
