// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * The payload of a symbol record, and how its generation stores types and names.
 *
 * @param kind number of the kind
 * @param in the payload
 */
record SymbolBody(int kind, ByteCursor in) {
    /** Whether type indices have 16 bits, and lie behind the address. */
    boolean narrow() {
        return SymbolKinds.hasNarrowType(kind);
    }

    long type() throws FormatException {
        return narrow() ? in.u16() : in.u32();
    }

    Name name() throws FormatException {
        return SymbolKinds.hasCountedName(kind) ? in.name(in.u8()) : in.nulTerminated();
    }

    LocalAttributes attributes() throws FormatException {
        return SymbolKinds.hasAttributes(kind)
                ? new LocalAttributes(in.u32(), in.u16(), in.u16())
                : LocalAttributes.NONE;
    }

    /** Names and values in turn up to an empty name, or to where no text is left. */
    List<Name> pairs() throws FormatException {
        List<Name> texts = new ArrayList<>();
        while (in.lengthToNul() > 0) {
            Name key = in.nulTerminated();
            if (in.lengthToNul() < 0) {
                break;
            }
            texts.add(key);
            texts.add(in.nulTerminated());
        }
        return texts;
    }

    List<Long> u32s(long count) throws FormatException {
        requireItems(count, 4);
        List<Long> values = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            values.add(in.u32());
        }
        return values;
    }

    /** Checks that as many items of a size fit, before room is made for them. */
    void requireItems(long count, int size) throws FormatException {
        if (count * size > in.remaining()) {
            throw in.error(
                    FormatException.Kind.TRUNCATED,
                    count + " items of " + size + " bytes do not fit the " + in.remaining() + " bytes left");
        }
    }
}
