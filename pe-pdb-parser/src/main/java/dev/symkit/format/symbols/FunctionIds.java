// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.io.Name;
import dev.symkit.format.tpi.TypeNames;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.Optional;

/**
 * The functions in the id stream (IPI), by which inline sites name what was inlined: {@code LF_FUNC_ID} has its namespace as an
 * {@code LF_STRING_ID}, {@code LF_MFUNC_ID} its class. Confined to one thread.
 */
public final class FunctionIds {
    private static final String SCOPE = "::";

    private final PdbFile pdb;

    /** The ids of a PDB. */
    public FunctionIds(PdbFile pdb) {
        this.pdb = pdb;
    }

    /**
     * The record of a function.
     *
     * @param id an index in the id stream; imports of a module must have been translated
     * @return empty if the stream has no function of this id
     * @throws IOException if the stream is damaged or cannot be read
     */
    public Optional<TypeRecord.FunctionId> find(long id) throws IOException {
        Optional<TypeStream> ids = pdb.ids();
        return id >= 0
                        && ids.isPresent()
                        && ids.get().contains(id)
                        && ids.get().typeAt(id) instanceof TypeRecord.FunctionId function
                ? Optional.of(function)
                : Optional.empty();
    }

    /**
     * The name of a function behind that of its namespace or class.
     *
     * @throws IOException if a stream is damaged or cannot be read
     */
    public Name nameOf(TypeRecord.FunctionId function) throws IOException {
        if (function.isMember() && pdb.types().isPresent()) {
            String scope = new TypeNames(pdb.types().get()).nameOf(function.scope());
            return Name.of(scope + SCOPE + function.name());
        }
        Optional<TypeStream> ids = pdb.ids();
        return function.scope() != 0
                        && ids.isPresent()
                        && ids.get().contains(function.scope())
                        && ids.get().typeAt(function.scope()) instanceof TypeRecord.StringId text
                ? Name.of(text.text() + SCOPE + function.name())
                : function.name();
    }
}
