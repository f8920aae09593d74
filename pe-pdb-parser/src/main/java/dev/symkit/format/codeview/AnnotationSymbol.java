// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code S_ANNOTATION}: texts attached to an address.
 *
 * <p>Payload: u32 offset, u16 segment, u16 count, texts. Source: microsoft-pdb, {@code cvinfo.h}, {@code ANNOTATIONSYM}.
 *
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param texts the texts
 */
public record AnnotationSymbol(long offset, int segment, List<Name> texts) implements Symbol {
    /** Keeps copies of the lists. */
    public AnnotationSymbol {
        texts = List.copyOf(texts);
    }

    static AnnotationSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long offset = in.u32();
        int segment = in.u16();
        int count = in.u16();
        body.requireItems(count, 1);
        List<Name> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(body.name());
        }
        return new AnnotationSymbol(offset, segment, texts);
    }

    @Override
    public int kind() {
        return SymbolKinds.S_ANNOTATION;
    }
}
