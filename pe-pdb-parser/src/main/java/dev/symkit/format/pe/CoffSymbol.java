// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.Name;

/**
 * A symbol of a COFF symbol table. Source: the PE format document, COFF symbol table.
 *
 * @param name its name
 * @param value offset in its section, unsigned 32-bit; a value if it has no section
 * @param section 1-based number of its section; 0 undefined, -1 absolute, -2 for debuggers only
 * @param type kind of what it names: 0x20 in the high four bits of the low byte says that it is a function
 * @param storageClass 2 external, 3 static
 * @param auxiliaries number of records that belong to it
 * @param size bytes of the function that its auxiliary record tells, unsigned 32-bit; else 0
 */
public record CoffSymbol(Name name, long value, int section, int type, int storageClass, int auxiliaries, long size) {
    /** Storage class of what other objects can see. */
    public static final int EXTERNAL = 2;

    /** Storage class of what only its own object can see, and of sections. */
    public static final int STATIC = 3;

    private static final int DERIVED = 0x30;
    private static final int FUNCTION = 0x20;

    /** Whether its type says that it is a function. */
    public boolean isFunction() {
        return isFunction(type);
    }

    static boolean isFunction(int type) {
        return (type & DERIVED) == FUNCTION;
    }
}
