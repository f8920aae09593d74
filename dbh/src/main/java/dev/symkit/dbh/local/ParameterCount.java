// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.local;

import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.Optional;

/** How many parameters a function has: those of its type, and {@code this} (dbh.md 5.1). */
final class ParameterCount {
    private ParameterCount() {}

    /**
     * Counts.
     *
     * @param type of the function: the index of a type, or of an id that names it
     * @return 0 if the type is not known
     */
    static int of(PdbFile pdb, long type, boolean isId) throws IOException {
        long index = isId ? typeOf(pdb, type) : type;
        Optional<TypeStream> types = pdb.types();
        if (types.isEmpty() || !types.get().contains(index)) {
            return 0;
        }
        TypeRecord record = types.get().typeAt(index);
        if (record instanceof TypeRecord.Procedure procedure) {
            return procedure.parameterCount();
        }
        return record instanceof TypeRecord.MemberFunction method
                ? method.parameterCount() + (method.thisType() == 0 ? 0 : 1)
                : 0;
    }

    private static long typeOf(PdbFile pdb, long id) throws IOException {
        Optional<TypeStream> ids = pdb.ids();
        return ids.isPresent()
                        && ids.get().contains(id)
                        && ids.get().typeAt(id) instanceof TypeRecord.FunctionId function
                ? function.type()
                : 0;
    }
}
